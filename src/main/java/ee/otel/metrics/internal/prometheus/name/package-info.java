/** Internal. Names, labels and their text, as Prometheus has them. */
@NullMarked
package ee.otel.metrics.internal.prometheus.name;

import org.jspecify.annotations.NullMarked;
