/** Internal. Observable instruments and their callbacks, which a collection runs. */
@NullMarked
package ee.otel.metrics.internal.callback;

import org.jspecify.annotations.NullMarked;
