/**
 * Internal. Observable instruments and their {@link ee.otel.metrics.internal.callback.Callbacks},
 * which a collection runs, and how long one may take.
 */
@NullMarked
package ee.otel.metrics.internal.callback;

import org.jspecify.annotations.NullMarked;
