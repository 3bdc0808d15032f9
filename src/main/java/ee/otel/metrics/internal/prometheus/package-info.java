/**
 * Internal. The scrape endpoint for Prometheus (specification: <em>Prometheus exporter; Prometheus
 * and OpenMetrics compatibility</em>).
 *
 * <p>A scrape passes {@code ScrapeServlet → PrometheusScrape → SharedCollections → Exposition →
 * Families → TextWriter}.
 *
 * <p>It has more than fifteen types because names, labels, units and numbers each have rules of
 * their own, which only the writer of the text formats needs; apart from the servlet and what
 * answers it all types are package-private.
 */
@NullMarked
package ee.otel.metrics.internal.prometheus;

import org.jspecify.annotations.NullMarked;
