/**
 * Internal. OTLP: snapshots in, bytes out, and the answers read. Knows no storage and no network.
 *
 * <p>{@link ee.otel.metrics.internal.otlp.OtlpEncoder} cuts a collection into batches that respect
 * the limits; {@code RequestMarshaler} and {@code PointsMarshaler} name each field once; {@code
 * ProtobufWriter} and {@code JsonWriter} know how a field is written. Both write from the last byte
 * to the first: the length of a nested message is known when its head is reached, so that nothing
 * is measured before it is written.
 *
 * <p>It has more than fifteen types because each part of a request has a marshaler, and each format
 * a writer.
 */
@NullMarked
package ee.otel.metrics.internal.otlp;

import org.jspecify.annotations.NullMarked;
