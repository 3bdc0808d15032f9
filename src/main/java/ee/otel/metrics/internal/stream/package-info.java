/**
 * Internal. Streams and their series: where a measurement is added up, and where a collection reads
 * it.
 *
 * <p>A stream is an instrument under one view. Recorders and collections meet in the cells of its
 * series and nowhere else.
 *
 * <p>It has more than fifteen types because what the lock of a stream guards is cut into small
 * ones: the registry, its table, a series, what its readers have not got yet.
 */
@NullMarked
package ee.otel.metrics.internal.stream;

import org.jspecify.annotations.NullMarked;
