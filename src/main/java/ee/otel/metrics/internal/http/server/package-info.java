/**
 * Internal. {@code http.server.request.duration} and its relatives, for everything that a web
 * application answers.
 *
 * <p>One servlet filter outside of all others measures; Jakarta REST only tells it the route.
 */
@NullMarked
package ee.otel.metrics.internal.http.server;

import org.jspecify.annotations.NullMarked;
