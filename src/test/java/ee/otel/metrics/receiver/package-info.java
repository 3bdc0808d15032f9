/**
 * An OTLP receiver for tests and demonstrations: it takes what an exporter posts, remembers it,
 * answers as told and can print it.
 */
@NullMarked
package ee.otel.metrics.receiver;

import org.jspecify.annotations.NullMarked;
