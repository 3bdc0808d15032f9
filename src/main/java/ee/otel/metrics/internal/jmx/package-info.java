/**
 * Internal. MBeans as metrics, by rules in the language of OpenTelemetry's JMX metrics
 * (opentelemetry-java-instrumentation: <em>JMX Metric Insight</em>). Uses the OpenTelemetry API and
 * {@code javax.management} only: it would work on another implementation as well.
 *
 * <p>{@link ee.otel.metrics.internal.jmx.RuleFiles} finds the text of rules, {@code YamlReader}
 * makes nodes of it, {@code RuleReader} rules of these, and {@code RuleObserver} observes what one
 * rule says. No thread of its own: MBeans are looked for, and looked at, within collections.
 *
 * <p>It has more than fifteen types because each part of the language of rules has one, and a
 * reader.
 */
@NullMarked
package ee.otel.metrics.internal.jmx;

import org.jspecify.annotations.NullMarked;
