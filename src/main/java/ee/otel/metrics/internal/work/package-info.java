/**
 * Internal. Runs steps that may hang, one thread at a time ({@link
 * ee.otel.metrics.internal.work.Relay}): a step whose time is up is left behind with its thread.
 * Plain Java; the threads are the container's.
 */
@NullMarked
package ee.otel.metrics.internal.work;

import org.jspecify.annotations.NullMarked;
