/**
 * What recording, exporting and keeping metrics costs, beside what it costs with the libraries that
 * an application would pick instead.
 *
 * <p>{@code mvn -Pbenchmark verify} measures everything, {@code mvn -Pbenchmark -Dbenchmark=quick
 * verify} what the goals ask for and {@code mvn -Pbenchmark -Dbenchmark=server verify} the cost in
 * a server; all write {@code docs/performance.md}. The machine may be busy with other work: only
 * ratios mean something, so what is compared is measured in turns.
 */
@NullMarked
package ee.otel.metrics.benchmark;

import org.jspecify.annotations.NullMarked;
