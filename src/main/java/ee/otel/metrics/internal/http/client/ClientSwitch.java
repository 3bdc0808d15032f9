package ee.otel.metrics.internal.http.client;

import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the requests of an application's REST clients are measured without code; a bean.
 *
 * @param calls what measures them; empty where they are not
 */
public record ClientSwitch(Optional<ClientCalls> calls) {

  /**
   * The measuring of the application whose thread calls; null where its clients are not measured.
   */
  static @Nullable ClientCalls ofApplication() {
    try {
      return CDI.current().select(ClientSwitch.class).get().calls().orElse(null);
    } catch (RuntimeException | LinkageError noBeans) {
      return null;
    }
  }
}
