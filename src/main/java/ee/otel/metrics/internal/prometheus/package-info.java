/**
 * Internal. The scrape endpoint for Prometheus (specification: <em>Prometheus exporter; Prometheus
 * and OpenMetrics compatibility</em>).
 *
 * <p>The walk of a scrape: {@code ScrapeServlet → PrometheusScrape → SharedCollections → Exposition
 * → Families → TextWriter}.
 */
@NullMarked
package ee.otel.metrics.internal.prometheus;

import org.jspecify.annotations.NullMarked;
