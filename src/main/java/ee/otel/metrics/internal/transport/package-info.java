/**
 * Internal. How bytes get to a collector: the Jakarta REST client, retries, TLS, and what an answer
 * means.
 *
 * <p>{@link ee.otel.metrics.internal.transport.OtlpClient} is the thin shell that carries
 * {@code @Retry}; {@link ee.otel.metrics.internal.transport.OtlpPost} does the work and needs no
 * container, so that the last export can go out when interceptors already fail. An {@link
 * ee.otel.metrics.internal.transport.ExportAttempt} is the one object that all tries of a request
 * share: body, deadline, and the time before which the next try must not start. Exceptions are
 * named after the decision that they cause.
 */
@NullMarked
package ee.otel.metrics.internal.transport;

import org.jspecify.annotations.NullMarked;
