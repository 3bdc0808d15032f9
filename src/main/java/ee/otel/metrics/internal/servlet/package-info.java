/** Internal. What the library's servlets have in common. */
@NullMarked
package ee.otel.metrics.internal.servlet;

import org.jspecify.annotations.NullMarked;
