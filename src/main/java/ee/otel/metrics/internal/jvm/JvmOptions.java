package ee.otel.metrics.internal.jvm;

import java.time.Duration;

/**
 * What of the JVM is measured, and by whom.
 *
 * @param always whether this application reports the JVM also when another one does
 * @param development whether the recommended metrics that are still in development are there too
 * @param optIn whether the metrics that the conventions leave to a choice are there too
 * @param gcCause whether garbage collections carry their cause
 * @param lease after which time without a collection another application may report the JVM
 */
public record JvmOptions(
    boolean always, boolean development, boolean optIn, boolean gcCause, Duration lease) {}
