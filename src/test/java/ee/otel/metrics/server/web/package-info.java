/** An application that answers HTTP requests in every way that there is. */
@NullMarked
package ee.otel.metrics.server.web;

import org.jspecify.annotations.NullMarked;
