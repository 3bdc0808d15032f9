/** The demonstration: a server with the shop, a receiver that prints what arrives. */
@NullMarked
package ee.otel.demo;

import org.jspecify.annotations.NullMarked;
