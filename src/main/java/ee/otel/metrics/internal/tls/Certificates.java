package ee.otel.metrics.internal.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** X.509 certificates from PEM. */
final class Certificates {
  private Certificates() {}

  /** All certificates of the file, in its order, at least one. */
  static List<X509Certificate> read(TlsFile file, byte[] content) throws TlsFilesException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : PemBlock.parse(TlsFile.text(content))) {
      if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
        certificates.add(certificate(file, block, certificates.size() + 1));
      }
    }
    if (certificates.isEmpty()) {
      throw file.unusable(
          "it holds no complete PEM certificate",
          "name a file with -----BEGIN CERTIFICATE----- blocks (openssl x509 -inform der converts)");
    }
    return certificates;
  }

  private static X509Certificate certificate(TlsFile file, PemBlock block, int number)
      throws TlsFilesException {
    byte[] der = block.der();
    if (der != null) {
      try {
        return (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
      } catch (CertificateException e) {
        // reported below
      }
    }
    throw file.unusable("its certificate number " + number + " is damaged", "write it anew");
  }

  /** The chain with the key's own certificate first. */
  static List<X509Certificate> chain(
      TlsFile file, List<X509Certificate> certificates, PrivateKey key) throws TlsFilesException {
    List<X509Certificate> chain = new ArrayList<>(certificates);
    for (X509Certificate certificate : certificates) {
      if (match(certificate.getPublicKey(), key)) {
        chain.remove(certificate);
        chain.add(0, certificate);
        return chain;
      }
    }
    throw file.unusable(
        "none of its certificates belongs to the private key of " + TlsFile.CLIENT_KEY,
        "put the matching pair there");
  }

  /** What the private key signs, the public key must accept. */
  private static boolean match(PublicKey publicKey, PrivateKey privateKey) {
    String algorithm =
        switch (privateKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> privateKey.getAlgorithm();
        };
    byte[] words = {'p', 'a', 'i', 'r', '?'};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      signature.update(words);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(words);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
