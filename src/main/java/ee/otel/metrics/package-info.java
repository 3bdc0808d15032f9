/**
 * OpenTelemetry metrics for Jakarta EE.
 *
 * <p>The walk that data takes: {@code OtelLongCounter.add → SyncStream.record → Series.tryRecord ┃
 * MetricExporter.tick → MetricReader.take → OtlpEncoder.encode → OtlpClient.post}. Left of the bar
 * run the application's threads, right of it the container's timer; they meet in the cells of the
 * series and nowhere else.
 *
 * <p>This package wires; everything it wires lives in the rooms below it.
 */
@NullMarked
package ee.otel.metrics;

import org.jspecify.annotations.NullMarked;
