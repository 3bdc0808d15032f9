/**
 * Internal. Configuration: MicroProfile Config into records.
 *
 * <p>A record is the manual of its keys: each component's text names the property and its default,
 * and beside the components stand the keys themselves. {@link
 * ee.otel.metrics.internal.config.ConfigReader} reads them. A bad value is never an exception: it
 * is one warning and the default.
 *
 * <p>It has more than fifteen types because each subject has a record, and because how a key is
 * found and its value read stays hidden beside them.
 */
@NullMarked
package ee.otel.metrics.internal.config;

import org.jspecify.annotations.NullMarked;
