package ee.otel.metrics.internal.export;

import ee.otel.metrics.internal.selfobservability.SelfMetrics;
import java.util.List;
import java.util.Optional;

/**
 * The application's own exporters, and whether exports are measured.
 *
 * @param pushExporters the application's own; their readers follow those of the configured
 *     exporters, in the same order
 * @param selfMetrics where exports are measured; empty when they are not
 */
public record ExportSettings(List<PushTarget> pushExporters, Optional<SelfMetrics> selfMetrics) {}
