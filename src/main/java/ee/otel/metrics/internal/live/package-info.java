/**
 * Internal. The live page: what an application measures, seen in a browser.
 *
 * <p>A {@link ee.otel.metrics.internal.live.LiveSource} gives snapshots, {@link
 * ee.otel.metrics.internal.live.LivePage} answers requests for the page and for its data. Neither
 * knows a container: the servlet is one way to serve them, the receiver of the tests another.
 */
@NullMarked
package ee.otel.metrics.internal.live;

import org.jspecify.annotations.NullMarked;
