/**
 * Internal. {@code http.server.request.duration} and its relatives, for everything that a web
 * application answers.
 *
 * <p>One servlet filter outside of all others measures; Jakarta REST only tells it the route.
 *
 * <p>It has more than fifteen types because a container calls each part by an interface of its own:
 * filter, listener, request, response, streams.
 */
@NullMarked
package ee.otel.metrics.internal.http.server;

import org.jspecify.annotations.NullMarked;
