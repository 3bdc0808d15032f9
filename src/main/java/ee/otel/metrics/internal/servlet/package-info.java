/** Internal. Decides who may see metrics, for the servlets of the scrape and of the live page. */
@NullMarked
package ee.otel.metrics.internal.servlet;

import org.jspecify.annotations.NullMarked;
