package ee.otel.metrics.receiver;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.HexFormat;
import java.util.List;

/** A request made by hand, with a metric of each kind. */
final class ShopMetrics {
  private ShopMetrics() {}

  static ExportMetricsServiceRequest request() {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    var resource = request.addResourceMetricsBuilder();
    resource.getResourceBuilder().addAttributes(attribute("service.name", "shop"));
    ScopeMetrics.Builder scope = resource.addScopeMetricsBuilder();
    scope.getScopeBuilder().setName("ee.otel.demo.shop").setVersion("1.0");
    scope.addMetrics(orders()).addMetrics(stock()).addMetrics(checkout()).addMetrics(payload());
    return request.build();
  }

  private static Metric orders() {
    Metric.Builder metric = Metric.newBuilder().setName("shop.orders").setUnit("{order}");
    metric
        .getSumBuilder()
        .setIsMonotonic(true)
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
        .addDataPoints(
            NumberDataPoint.newBuilder().setAsInt(42).addAttributes(attribute("payment", "card")))
        .addDataPoints(
            NumberDataPoint.newBuilder()
                .setAsInt(7)
                .addAttributes(attribute("payment", "invoice")));
    return metric.build();
  }

  private static Metric stock() {
    Metric.Builder metric = Metric.newBuilder().setName("shop.basket").setUnit("EUR");
    metric.getGaugeBuilder().addDataPoints(NumberDataPoint.newBuilder().setAsDouble(19.99));
    return metric.build();
  }

  private static Metric checkout() {
    Metric.Builder metric = Metric.newBuilder().setName("shop.checkout.duration").setUnit("s");
    metric
        .getHistogramBuilder()
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
        .addDataPoints(
            HistogramDataPoint.newBuilder()
                .setCount(16)
                .setSum(0.25)
                .setMin(0.002)
                .setMax(0.04)
                .addAllExplicitBounds(List.of(0.001, 0.005, 0.01, 0.05))
                .addAllBucketCounts(List.of(0L, 1L, 8L, 7L, 0L))
                .addExemplars(
                    Exemplar.newBuilder()
                        .setAsDouble(0.04)
                        .setTraceId(hex("4bf92f3577b34da6a3ce929d0e0e4736"))
                        .setSpanId(hex("00f067aa0ba902b7"))));
    return metric.build();
  }

  private static Metric payload() {
    Metric.Builder metric = Metric.newBuilder().setName("shop.payload").setUnit("By");
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder()
            .setCount(9)
            .setSum(1234)
            .setZeroCount(1)
            .setScale(3);
    point.getPositiveBuilder().setOffset(4).addAllBucketCounts(List.of(1L, 4L, 3L));
    metric
        .getExponentialHistogramBuilder()
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
        .addDataPoints(point);
    return metric.build();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }
}
