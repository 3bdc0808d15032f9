/**
 * Internal. Streams and their series: where a measurement is added up, and where a collection reads
 * it.
 *
 * <p>A stream is an instrument under one view. Recorders and collections meet in the cells of its
 * series and nowhere else.
 */
@NullMarked
package ee.otel.metrics.internal.stream;

import org.jspecify.annotations.NullMarked;
