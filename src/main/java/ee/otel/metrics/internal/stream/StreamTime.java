package ee.otel.metrics.internal.stream;

import java.util.function.LongSupplier;

/**
 * The clocks of streams.
 *
 * @param epochNanos tells the times of points, in nanoseconds since the epoch; may be set back
 * @param nanoTime measures how long series are idle, in nanoseconds; never goes back
 * @param idleTimeoutNanos after which an untouched series that is read cumulatively is retired; 0
 *     for never
 */
public record StreamTime(LongSupplier epochNanos, LongSupplier nanoTime, long idleTimeoutNanos) {}
