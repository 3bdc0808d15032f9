/**
 * Internal. What https needs from files: trusted certificates, a client certificate and its key,
 * all PEM, read anew when they change.
 *
 * <p>Plain Java; it knows no configuration and no network. Key material stays inside the {@link
 * javax.net.ssl.SSLContext}: it is in no message, and nothing here prints it.
 */
@NullMarked
package ee.otel.metrics.internal.tls;

import org.jspecify.annotations.NullMarked;
