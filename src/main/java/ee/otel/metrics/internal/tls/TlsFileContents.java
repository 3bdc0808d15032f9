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
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The bytes of the files at one moment. */
record TlsFileContents(
    @Nullable Content trusted, @Nullable Content certificate, @Nullable Content key) {

  private record Content(TlsFile file, byte[] bytes) {}

  static TlsFileContents read(TlsFiles files) throws TlsFilesException {
    return new TlsFileContents(
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
