/**
 * Internal. Decides which measurements become exemplars, and finds the spans that they name: the
 * application's own or, where the server has its own copy of the OpenTelemetry API, the server's.
 */
@NullMarked
package ee.otel.metrics.internal.exemplar;

import org.jspecify.annotations.NullMarked;
