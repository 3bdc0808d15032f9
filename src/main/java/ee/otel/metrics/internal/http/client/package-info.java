/**
 * Internal. {@code http.client.request.duration}, for Jakarta REST and MicroProfile REST clients.
 */
@NullMarked
package ee.otel.metrics.internal.http.client;

import org.jspecify.annotations.NullMarked;
