package ee.otel.metrics.internal.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;

/** Answers in protobuf. */
final class ProtobufResponse {
  /** {@code string message} of {@code google.rpc.Status}, which has no generated class here. */
  private static final int STATUS_MESSAGE_FIELD_NUMBER = 2;

  private ProtobufResponse() {}

  static OtlpResponse success(byte[] body) throws IOException {
    ExportMetricsPartialSuccess partial =
        ExportMetricsServiceResponse.parseFrom(body).getPartialSuccess();
    return ResponseReader.partialSuccess(
        partial.getRejectedDataPoints(), partial.getErrorMessage());
  }

  static String statusMessage(byte[] body) throws IOException {
    int wanted = STATUS_MESSAGE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    CodedInputStream in = CodedInputStream.newInstance(body);
    String message = "";
    int tag;
    while ((tag = in.readTag()) != 0) {
      if (tag == wanted) {
        message = in.readBytes().toStringUtf8();
      } else if (!in.skipField(tag)) {
        break;
      }
    }
    return message;
  }
}
