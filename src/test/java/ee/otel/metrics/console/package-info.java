/** An application for tests that does what it is told. */
@org.jspecify.annotations.NullMarked
package ee.otel.metrics.console;
