/** Internal. Hands over the routes of Jakarta REST to what measures requests. */
@NullMarked
package ee.otel.metrics.internal.http.rest;

import org.jspecify.annotations.NullMarked;
