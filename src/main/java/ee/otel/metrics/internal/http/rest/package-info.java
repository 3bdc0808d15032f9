/** Internal. Hands over the route that Jakarta REST matches to what measures the request. */
@NullMarked
package ee.otel.metrics.internal.http.rest;

import org.jspecify.annotations.NullMarked;
