/**
 * Internal. Reads a collector's answer to an export request, and trusts nothing in it.
 *
 * <p>{@link ee.otel.metrics.internal.otlp.response.OtlpResponse} is what its callers see. Three
 * fields are read: the number of rejected points, the message beside it, and the message of an
 * error. {@code ProtobufReader} reads the binary form, so that no application needs protobuf-java;
 * of the generated classes only the field numbers are used, which the compiler copies. The JSON
 * form is read by the server's own parser.
 */
@NullMarked
package ee.otel.metrics.internal.otlp.response;

import org.jspecify.annotations.NullMarked;
