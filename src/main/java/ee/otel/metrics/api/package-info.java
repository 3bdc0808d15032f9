/**
 * What an application calls or implements beside the OpenTelemetry API.
 *
 * <p>An application calls {@link ee.otel.metrics.api.Bind}, {@link
 * ee.otel.metrics.api.MetricReader} and what they return. It implements, each as a CDI bean or
 * handed to {@link ee.otel.metrics.OtelMetrics.Builder}: {@link ee.otel.metrics.api.View}, {@link
 * ee.otel.metrics.api.ExemplarFilter}, {@link ee.otel.metrics.api.ExemplarReservoir}, {@link
 * ee.otel.metrics.api.MeterConfigurator}, {@link ee.otel.metrics.api.MetricProducer}, {@link
 * ee.otel.metrics.api.MetricFilter}, {@link ee.otel.metrics.api.PushMetricExporter} and {@link
 * ee.otel.metrics.api.ExportHeaders}. A plug-in that throws costs what it was asked for and one
 * warning, nothing else.
 *
 * <p>It has more than fifteen types because it is the one place to look: everything else is
 * internal, but for the records of {@link ee.otel.metrics.data}.
 */
@NullMarked
package ee.otel.metrics.api;

import org.jspecify.annotations.NullMarked;
