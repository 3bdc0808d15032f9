/**
 * Internal. Attributes, methods and path templates that HTTP metrics of servers and clients share.
 */
@NullMarked
package ee.otel.metrics.internal.http;

import org.jspecify.annotations.NullMarked;
