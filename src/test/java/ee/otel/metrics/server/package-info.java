/** Application servers as test equipment: child processes and the WARs they run. */
@NullMarked
package ee.otel.metrics.server;

import org.jspecify.annotations.NullMarked;
