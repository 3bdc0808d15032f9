package ee.otel.metrics.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Certificates made on the spot: no key lies in the repository. */
public final class TestPki {
  private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());
  private static final byte[] ECDSA_WITH_SHA256 =
      oidSequence(new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2});
  private static final byte[] RSA_WITH_SHA256 =
      Der.element(
          Der.SEQUENCE,
          Der.element(
              Der.OBJECT_IDENTIFIER,
              new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 11}),
          Der.element(Der.NULL));
  private static final byte[] SECP256R1 =
      Der.element(
          Der.OBJECT_IDENTIFIER, new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7});

  private TestPki() {}

  /** A key pair and its certificate. */
  public record Identity(KeyPair keys, X509Certificate certificate) {

    /** A certificate for localhost and 127.0.0.1, valid now. */
    public Identity issue(String name) {
      return issue(name, "localhost", Instant.now().plus(1, ChronoUnit.DAYS), ec());
    }

    public Identity issue(String name, String host, Instant notAfter, KeyPair subject) {
      return TestPki.issue(name, host, notAfter, subject, this);
    }

    public String certificatePem() {
      try {
        return pem("CERTIFICATE", certificate.getEncoded());
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    public String pkcs8Pem() {
      return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** The RSA key in the format of its own. */
    public String pkcs1Pem() {
      return pem("RSA PRIVATE KEY", innerKey());
    }

    /** The P-256 key in the format of its own, naming its curve when asked to. */
    public String sec1Pem(boolean withCurve) {
      DerReader fields = new DerReader(new DerReader(innerKey()).next(Der.SEQUENCE));
      byte[] version = Der.element(Der.INTEGER, fields.next(Der.INTEGER));
      byte[] secret = Der.element(Der.OCTET_STRING, fields.next(Der.OCTET_STRING));
      byte[] curve = withCurve ? Der.element(0xa0, SECP256R1) : new byte[0];
      return pem("EC PRIVATE KEY", Der.element(Der.SEQUENCE, version, secret, curve));
    }

    private byte[] innerKey() {
      DerReader fields =
          new DerReader(new DerReader(keys.getPrivate().getEncoded()).next(Der.SEQUENCE));
      fields.next(Der.INTEGER);
      fields.next(Der.SEQUENCE);
      return fields.next(Der.OCTET_STRING);
    }

    /**
     * What a server with this identity needs; it asks for client certificates of the given issuer.
     */
    public SSLContext server(@Nullable Identity clientIssuer) {
      try {
        KeyStore keyStore = emptyStore();
        keyStore.setKeyEntry(
            "me", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory keyManagers =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keyStore, new char[0]);
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry(
            "client", clientIssuer == null ? certificate : clientIssuer.certificate);
        TrustManagerFactory trustManagers =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  public static Identity authority(String name) {
    return issue(name, null, Instant.now().plus(1, ChronoUnit.DAYS), ec(), null);
  }

  public static String ecParametersPem() {
    return pem("EC PARAMETERS", SECP256R1);
  }

  public static KeyPair ec() {
    return keys("EC");
  }

  /** The same one each time: making it takes long. */
  public static KeyPair rsa() {
    return Rsa.KEYS;
  }

  private static final class Rsa {
    static final KeyPair KEYS = keys("RSA");
  }

  public static KeyPair keys(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else if (algorithm.equals("RSA")) {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** RFC 5280, section "Basic Certificate Fields"; without an issuer it signs itself. */
  private static Identity issue(
      String name,
      @Nullable String host,
      Instant notAfter,
      KeyPair subject,
      @Nullable Identity issuer) {
    KeyPair signer = issuer == null ? subject : issuer.keys;
    boolean rsa = signer.getPrivate().getAlgorithm().equals("RSA");
    byte[] algorithm = rsa ? RSA_WITH_SHA256 : ECDSA_WITH_SHA256;
    byte[] subjectName = new X500Principal("CN=" + name).getEncoded();
    byte[] issuerName =
        issuer == null ? subjectName : issuer.certificate.getSubjectX500Principal().getEncoded();
    byte[] toBeSigned =
        Der.element(
            Der.SEQUENCE,
            Der.element(0xa0, Der.element(Der.INTEGER, new byte[] {2})),
            Der.element(
                Der.INTEGER, BigInteger.valueOf(SERIAL.incrementAndGet()).abs().toByteArray()),
            algorithm,
            issuerName,
            Der.element(Der.SEQUENCE, time(notAfter.minus(2, ChronoUnit.DAYS)), time(notAfter)),
            subjectName,
            subject.getPublic().getEncoded(),
            Der.element(
                0xa3, Der.element(Der.SEQUENCE, host == null ? basicConstraints() : names(host))));
    try {
      Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(signer.getPrivate());
      signature.update(toBeSigned);
      byte[] der =
          Der.element(
              Der.SEQUENCE,
              toBeSigned,
              algorithm,
              Der.element(0x03, new byte[1], signature.sign()));
      return new Identity(
          subject,
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] basicConstraints() {
    return extension(
        new byte[] {0x55, 0x1d, 19}, Der.element(Der.SEQUENCE, Der.element(1, new byte[] {-1})));
  }

  private static byte[] names(String host) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.writeBytes(Der.element(0x82, host.getBytes(StandardCharsets.US_ASCII)));
    if (host.equals("localhost")) {
      names.writeBytes(Der.element(0x87, new byte[] {127, 0, 0, 1}));
    }
    return extension(new byte[] {0x55, 0x1d, 17}, Der.element(Der.SEQUENCE, names.toByteArray()));
  }

  private static byte[] extension(byte[] oid, byte[] value) {
    return Der.element(
        Der.SEQUENCE,
        Der.element(Der.OBJECT_IDENTIFIER, oid),
        Der.element(Der.OCTET_STRING, value));
  }

  private static byte[] time(Instant instant) {
    return Der.element(
        0x18,
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
            .format(instant.atOffset(ZoneOffset.UTC))
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] oidSequence(byte[] oid) {
    return Der.element(
        Der.SEQUENCE, Der.element(Der.OBJECT_IDENTIFIER, Arrays.copyOf(oid, oid.length)));
  }

  private static KeyStore emptyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
