package ee.otel.metrics.internal.sdkbridge;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;

/** A metric of ours as the SDK's. */
record SdkMetric(
    Resource getResource,
    InstrumentationScopeInfo getInstrumentationScopeInfo,
    String getName,
    String getDescription,
    String getUnit,
    MetricDataType getType,
    Data<?> getData)
    implements MetricData {

  /** The SDK's own answer casts to a class of its own in some versions, as in 1.29. */
  @Override
  @SuppressWarnings("unchecked")
  public SumData<DoublePointData> getDoubleSumData() {
    return getType == MetricDataType.DOUBLE_SUM
        ? (SumData<DoublePointData>) getData
        : MetricData.super.getDoubleSumData();
  }

  /** Like that of the SDK's own, since programs parse logs of it. */
  @Override
  public String toString() {
    return "MetricData{resource="
        + getResource
        + ", instrumentationScopeInfo="
        + getInstrumentationScopeInfo
        + ", name="
        + getName
        + ", description="
        + getDescription
        + ", unit="
        + getUnit
        + ", type="
        + getType
        + ", data="
        + getData
        + "}";
  }
}
