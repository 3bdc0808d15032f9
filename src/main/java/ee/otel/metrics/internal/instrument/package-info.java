/**
 * Internal. The OpenTelemetry Metrics API: {@link
 * ee.otel.metrics.internal.instrument.OtelMeterProvider} gives out meters, their builders make
 * instruments, and {@link ee.otel.metrics.internal.instrument.InstrumentsStorage} keeps one
 * instrument for each identity.
 *
 * <p>It has more than fifteen types because the API has eight kinds of instruments, which are found
 * here as they are there, with their builders; apart from the two entrances all of them are
 * package-private.
 */
@NullMarked
package ee.otel.metrics.internal.instrument;

import org.jspecify.annotations.NullMarked;
