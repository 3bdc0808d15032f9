package ee.otel.metrics.internal.tls;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes TLS contexts of PEM files, as they are now.
 *
 * <p>The files are read each time (a few kilobytes once per export): their content decides, not
 * their time stamps, which an atomic exchange of symbolic links may leave alone. The same content
 * gives the same {@link SSLContext} object. A file that has become unusable, or a certificate and
 * key that do not belong together, may be a rotation half done: the context of before stays in use
 * and a warning is given. Without a context of before there is none: an export never falls back to
 * other trust.
 *
 * <p>Safe to use from any thread.
 */
public final class TlsContexts {
  private final Consumer<String> warnings;
  private @Nullable Loaded last;

  /**
   * @param warnings takes a message without secrets when an older context stays in use
   */
  public TlsContexts(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * The context made from the files, or empty when none is named.
   *
   * @throws TlsFilesException when the files cannot be used and never could
   */
  public synchronized Optional<SSLContext> current(TlsFiles files) throws TlsFilesException {
    if (files.isEmpty()) {
      last = null;
      return Optional.empty();
    }
    Loaded before = last != null && last.files.equals(files) ? last : null;
    try {
      TlsFileContents contents = TlsFileContents.read(files);
      if (before == null || !MessageDigest.isEqual(before.digest, contents.digest())) {
        last = before = new Loaded(files, contents.digest(), contents.context());
      }
      return Optional.of(before.context);
    } catch (TlsFilesException e) {
      if (before == null) {
        throw e;
      }
      warnings.accept(e.getMessage() + "; until then the files as they were before are used");
      return Optional.of(before.context);
    }
  }

  /** A context and the digest of the files it was made from: the key itself is not kept twice. */
  private record Loaded(TlsFiles files, byte[] digest, SSLContext context) {}
}
