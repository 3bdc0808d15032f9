package ee.otel.metrics.internal.http.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Installs the filter and the listener that measure HTTP requests in a web application that starts.
 */
public final class ServerEdge {
  /** The name of the filter that measures. */
  public static final String FILTER = "ee.otel.metrics.http.server";

  private ServerEdge() {}

  /**
   * Whether the requests that an application answers are measured; a bean.
   *
   * @param metrics what measures them; empty where they are not
   */
  public record Switch(Optional<ServerMetrics> metrics) {}

  /** Servlets that show metrics; requests for them are not measured. */
  static final Set<String> UNMEASURED_SERVLETS =
      Set.of("ee.otel.metrics.prometheus", "ee.otel.metrics.live");

  /**
   * Adds the filter and the listener that measure.
   *
   * @param metrics asked at the first request; answers null where nothing is to be measured
   * @param warnings takes what the application's author has to know
   */
  public static void install(
      ServletContext context,
      Supplier<@Nullable ServerMetrics> metrics,
      Consumer<String> warnings) {
    WebApplication application = new WebApplication(context.getContextPath(), metrics, warnings);
    FilterRegistration.Dynamic filter = context.addFilter(FILTER, new MeasuringFilter(application));
    if (filter == null) {
      // The application has one of that name: its own decision.
      return;
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    context.addListener(new RequestEnds(application));
  }
}
