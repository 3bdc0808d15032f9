/** What went wrong: said once, counted always. */
@NullMarked
package ee.otel.metrics.health;

import org.jspecify.annotations.NullMarked;
