/**
 * Configuration: MicroProfile Config into records.
 *
 * <p>Each key stands once, with its default beside it. A bad value is never an exception: it is one
 * warning and the default.
 */
@NullMarked
package ee.otel.metrics.config;

import org.jspecify.annotations.NullMarked;
