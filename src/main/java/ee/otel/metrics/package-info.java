/**
 * OpenTelemetry metrics for Jakarta EE.
 *
 * <p>The walk that data takes: {@code OtelLongCounter.add → SyncStream.record → Series.tryRecord ┃
 * MetricExporter.tick → MetricReader.take → OtlpEncoder.encode → OtlpClient.post}. Left of the bar
 * run the application's threads, right of it the container's timer; they meet in the cells of the
 * series and nowhere else.
 *
 * <p>This package wires; everything it wires lives in the rooms below it, each of which may look
 * into few others ({@code HouseTest} holds the map):
 *
 * <ul>
 *   <li>{@code instrument} the OpenTelemetry API; {@code view} instrument times view is stream;
 *       {@code aggregation} the arithmetic; {@code exemplar} filters and reservoirs; {@code
 *       storage} streams, series, readers
 *   <li>{@code snapshot} immutable records, the only thing that leaves the storages
 *   <li>{@code otlp} snapshots to bytes; {@code transport} bytes to a collector; {@code tls} PEM
 *       files to a TLS context; {@code export} when, and what becomes of it
 *   <li>{@code config} MicroProfile Config into records; {@code health} what is said and what is
 *       lost; {@code selfobservability} what we measure of ourselves
 *   <li>{@code spi} what an application plugs in; {@code serverspan} the server's own spans
 * </ul>
 */
@NullMarked
package ee.otel.metrics;

import org.jspecify.annotations.NullMarked;
