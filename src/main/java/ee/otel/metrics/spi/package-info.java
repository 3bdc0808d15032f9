/**
 * What an application may plug in, each as a CDI bean. Beside it stand {@link
 * ee.otel.metrics.view.View}, {@link ee.otel.metrics.exemplar.ExemplarFilter} and {@link
 * ee.otel.metrics.transport.ExportHeaders}.
 *
 * <p>A plug-in that throws costs what it was asked for and one warning, nothing else.
 */
@NullMarked
package ee.otel.metrics.spi;

import org.jspecify.annotations.NullMarked;
