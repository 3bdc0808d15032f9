package ee.otel.metrics.internal.transport;

/**
 * What was sent so far.
 *
 * @param tries requests that were begun
 * @param retries those among them that repeated an earlier one
 * @param bytes the sum of their bodies as they went over the network
 * @param unanswered those that were sent, at least in part, and got no answer
 */
public record PostCounts(long tries, long retries, long bytes, long unanswered) {}
