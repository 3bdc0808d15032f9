package ee.otel.metrics.internal.sdkbridge;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.Point;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import java.util.List;

/** Exemplars of ours as the SDK's. */
final class SdkExemplars {
  private SdkExemplars() {}

  private record LongExemplar(
      Attributes getFilteredAttributes,
      long getEpochNanos,
      SpanContext getSpanContext,
      long getValue)
      implements LongExemplarData {}

  private record DoubleExemplar(
      Attributes getFilteredAttributes,
      long getEpochNanos,
      SpanContext getSpanContext,
      double getValue)
      implements DoubleExemplarData {}

  static List<LongExemplarData> longs(Point point) {
    return point.exemplars().stream()
        .<LongExemplarData>map(
            exemplar ->
                new LongExemplar(
                    exemplar.filteredAttributes(),
                    exemplar.timeNanos(),
                    span(exemplar),
                    exemplar.bits()))
        .toList();
  }

  static List<DoubleExemplarData> doubles(Point point) {
    return point.exemplars().stream()
        .<DoubleExemplarData>map(
            exemplar ->
                new DoubleExemplar(
                    exemplar.filteredAttributes(),
                    exemplar.timeNanos(),
                    span(exemplar),
                    exemplar.type().toDouble(exemplar.bits())))
        .toList();
  }

  private static SpanContext span(Exemplar exemplar) {
    String traceId = exemplar.traceId();
    String spanId = exemplar.spanId();
    return traceId == null || spanId == null
        ? SpanContext.getInvalid()
        : SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }
}
