/**
 * The cellar: instruments, their streams, the series in them, and the readers that take pictures.
 *
 * <p>Two kinds of locks, always in this order: the collection lock of {@link
 * ee.otel.metrics.storage.MetricsStorage}, held for a whole collection with its callbacks; the lock
 * of a stream, held while the set of its series changes. Recording into a series that exists takes
 * neither.
 */
@NullMarked
package ee.otel.metrics.storage;

import org.jspecify.annotations.NullMarked;
