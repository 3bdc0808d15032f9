package ee.otel.metrics.internal.otlp.response;

import static ee.otel.metrics.internal.otlp.response.ProtobufReader.LENGTH_DELIMITED;
import static ee.otel.metrics.internal.otlp.response.ProtobufReader.VARINT;
import static ee.otel.metrics.internal.otlp.response.ProtobufReader.tag;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;

/** Answers in protobuf. As everywhere in protobuf, the last value of a field counts. */
final class ProtobufResponse {
  private static final int PARTIAL_SUCCESS =
      tag(ExportMetricsServiceResponse.PARTIAL_SUCCESS_FIELD_NUMBER, LENGTH_DELIMITED);
  private static final int REJECTED_POINTS =
      tag(ExportMetricsPartialSuccess.REJECTED_DATA_POINTS_FIELD_NUMBER, VARINT);
  private static final int ERROR_MESSAGE =
      tag(ExportMetricsPartialSuccess.ERROR_MESSAGE_FIELD_NUMBER, LENGTH_DELIMITED);

  /** {@code string message = 2} of {@code google.rpc.Status}, which has no generated class here. */
  private static final int STATUS_MESSAGE = tag(2, LENGTH_DELIMITED);

  private long rejectedPoints;
  private String message = "";

  private ProtobufResponse() {}

  static OtlpResponse success(byte[] body) throws MalformedResponseException {
    ProtobufResponse response = new ProtobufResponse();
    ProtobufReader in = new ProtobufReader(body);
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == PARTIAL_SUCCESS) {
        response.readPartialSuccess(in.readMessage());
      } else {
        in.skip(tag);
      }
    }
    return ResponseReader.partialSuccess(response.rejectedPoints, response.message);
  }

  private void readPartialSuccess(ProtobufReader in) throws MalformedResponseException {
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == REJECTED_POINTS) {
        rejectedPoints = in.readVarint();
      } else if (tag == ERROR_MESSAGE) {
        message = in.readString();
      } else {
        in.skip(tag);
      }
    }
  }

  static String statusMessage(byte[] body) throws MalformedResponseException {
    ProtobufReader in = new ProtobufReader(body);
    String message = "";
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == STATUS_MESSAGE) {
        message = in.readString();
      } else {
        in.skip(tag);
      }
    }
    return message;
  }
}
