/** A fleet of exporters and one collector, simulated second by second: docs/fleet.md. */
@NullMarked
package ee.otel.metrics.benchmark.fleet;

import org.jspecify.annotations.NullMarked;
