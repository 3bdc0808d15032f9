/** Internal. What HTTP metrics of servers and of clients have in common. */
@NullMarked
package ee.otel.metrics.internal.http;

import org.jspecify.annotations.NullMarked;
