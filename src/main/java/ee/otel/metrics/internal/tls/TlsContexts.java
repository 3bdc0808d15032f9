package ee.otel.metrics.internal.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The TLS context of the files as they are now.
 *
 * <p>The files are read at each question (a few kilobytes once per export): their content decides,
 * not their time stamps, which an atomic exchange of symbolic links may leave alone. The same
 * content gives the same {@link SSLContext} object. A file that has become unusable, or a
 * certificate and key that do not belong together, may be a rotation half done: the context of
 * before stays in use and a warning is given. Without a context of before there is none: an export
 * never falls back to other trust.
 *
 * <p>Safe to use from any thread.
 */
public final class TlsContexts {
  private final Consumer<String> warnings;
  private @Nullable Loaded last;

  /**
   * @param warnings is told when an older context stays in use; the message holds no secret
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
      Contents contents = Contents.read(files);
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

  /** The bytes of the files at one moment. */
  private record Contents(
      @Nullable Content trusted, @Nullable Content certificate, @Nullable Content key) {

    private record Content(TlsFile file, byte[] bytes) {}

    static Contents read(TlsFiles files) throws TlsFilesException {
      return new Contents(
          content(TlsFile.TRUSTED, files.trusted()),
          content(TlsFile.CLIENT_CERTIFICATE, files.clientCertificate()),
          content(TlsFile.CLIENT_KEY, files.clientKey()));
    }

    private static @Nullable Content content(String key, @Nullable Path path)
        throws TlsFilesException {
      if (path == null) {
        return null;
      }
      TlsFile file = new TlsFile(key, path);
      return new Content(file, file.read());
    }

    byte[] digest() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Content content : new Content[] {trusted, certificate, key}) {
          int length = content == null ? -1 : content.bytes.length;
          digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
          if (content != null) {
            digest.update(content.bytes);
          }
        }
        return digest.digest();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e); // every Java has SHA-256
      }
    }

    SSLContext context() throws TlsFilesException {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(), trustManagers(), null);
        return context;
      } catch (GeneralSecurityException | IOException e) {
        throw new TlsFilesException(
            "TLS cannot be set up with the given files ("
                + e.getClass().getSimpleName()
                + "); check the certificates and the key");
      }
    }

    private TrustManager @Nullable [] trustManagers()
        throws TlsFilesException, GeneralSecurityException, IOException {
      if (trusted == null) {
        return null;
      }
      KeyStore store = emptyStore();
      int number = 0;
      for (X509Certificate certificate : Certificates.read(trusted.file, trusted.bytes)) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] keyManagers()
        throws TlsFilesException, GeneralSecurityException, IOException {
      if (certificate == null && key == null) {
        return null;
      }
      if (certificate == null || key == null) {
        Content given = certificate != null ? certificate : Objects.requireNonNull(key);
        throw given.file.unusable(
            "it is alone",
            "a client needs both " + TlsFile.CLIENT_CERTIFICATE + " and " + TlsFile.CLIENT_KEY);
      }
      PrivateKey privateKey = PrivateKeys.read(key.file, key.bytes);
      List<X509Certificate> chain =
          Certificates.chain(
              certificate.file, Certificates.read(certificate.file, certificate.bytes), privateKey);
      KeyStore store = emptyStore();
      char[] noPassword = {};
      store.setKeyEntry("client", privateKey, noPassword, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, noPassword);
      return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    }
  }
}
