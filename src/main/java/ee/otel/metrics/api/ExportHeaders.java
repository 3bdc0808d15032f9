package ee.otel.metrics.api;

import java.util.Map;

/**
 * Headers that change while the application runs, such as a rotating token: make a CDI bean of this
 * type, and it is asked before each request.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class Token implements ExportHeaders {
 *   public Map<String, String> headers() {
 *     return Map.of("Authorization", "Bearer " + current());
 *   }
 * }
 * }</pre>
 *
 * <p>They win over headers of the same name in the configuration. A request is not sent when this
 * throws; it is tried again like one that found no collector. Called from the thread of the export,
 * one call at a time; it should answer at once. The values are never logged.
 */
@FunctionalInterface
public interface ExportHeaders {

  /** Names and values for the next request. */
  Map<String, String> headers();
}
