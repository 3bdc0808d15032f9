/**
 * Internal. Posts requests to a collector: the Jakarta REST client, its retries and TLS, and what
 * an answer, or none, means for the next try.
 *
 * <p>{@link ee.otel.metrics.internal.transport.OtlpClient} is the bean that carries {@code @Retry};
 * {@link ee.otel.metrics.internal.transport.OtlpPost} does the work and needs no container, so that
 * the last export can go out when interceptors already fail. All tries of a request share one
 * {@link ee.otel.metrics.internal.transport.ExportAttempt}. Exceptions are named after the decision
 * that they cause.
 *
 * <p>It has more than fifteen types because answers and failures are classified where they come in:
 * an export sees {@link ee.otel.metrics.internal.transport.Accepted} or an {@link
 * ee.otel.metrics.internal.transport.ExportException}, and nothing else of HTTP.
 */
@NullMarked
package ee.otel.metrics.internal.transport;

import org.jspecify.annotations.NullMarked;
