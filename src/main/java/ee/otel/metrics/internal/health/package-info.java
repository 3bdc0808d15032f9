/**
 * Internal. Log messages: {@link ee.otel.metrics.internal.health.Health} logs each once or seldom.
 */
@NullMarked
package ee.otel.metrics.internal.health;

import org.jspecify.annotations.NullMarked;
