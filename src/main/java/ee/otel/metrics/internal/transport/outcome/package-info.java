/**
 * Internal. What became of a request: accepted, or an exception that is named after what is to be
 * done. Answers and failures of the network are classified here, by type and by status code.
 */
@NullMarked
package ee.otel.metrics.internal.transport.outcome;

import org.jspecify.annotations.NullMarked;
