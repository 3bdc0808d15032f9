package ee.otel.metrics.internal.tls;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private keys from PEM: PKCS#8, PKCS#1 (RSA) and SEC 1 (elliptic curves), not encrypted. */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private static final byte[] VERSION_0 = Der.element(Der.INTEGER, new byte[] {0});

  /** SEQUENCE { 1.2.840.113549.1.1.1, NULL }. */
  private static final byte[] RSA =
      Der.element(
          Der.SEQUENCE,
          Der.element(
              Der.OBJECT_IDENTIFIER,
              new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1}),
          Der.element(Der.NULL));

  /** 1.2.840.10045.2.1. */
  private static final byte[] EC_PUBLIC_KEY =
      Der.element(
          Der.OBJECT_IDENTIFIER, new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1});

  private PrivateKeys() {}

  /** The first private key of the file. */
  static PrivateKey read(TlsFile file, byte[] content) throws TlsFilesException {
    byte @Nullable [] curve = null;
    for (PemBlock block : PemBlock.parse(TlsFile.text(content))) {
      String label = block.label();
      if (label.equals("EC PARAMETERS")) {
        curve = block.der();
      }
      if (!label.endsWith("PRIVATE KEY")) {
        continue;
      }
      if (block.encrypted() || label.startsWith("ENCRYPTED")) {
        throw file.unusable(
            "the private key is encrypted",
            "decrypt it (openssl pkey -in encrypted.pem -out key.pem) and protect the file by its"
                + " permissions");
      }
      byte @Nullable [] der = block.der();
      byte @Nullable [] pkcs8 =
          der == null
              ? null
              : switch (label) {
                case "PRIVATE KEY" -> der;
                case "RSA PRIVATE KEY" -> pkcs1(der);
                case "EC PRIVATE KEY" -> sec1(der, curve);
                default -> null;
              };
      PrivateKey key = pkcs8 == null ? null : decode(pkcs8);
      if (key == null) {
        throw file.unusable(
            "its block " + label + " is no private key that this Java can read",
            "convert it (openssl pkcs8 -topk8 -nocrypt -in key.pem); RSA, EC and Ed25519 keys work");
      }
      return key;
    }
    throw file.unusable(
        "it holds no complete PEM private key",
        "name an unencrypted PKCS#8, PKCS#1 or SEC 1 key in PEM");
  }

  /** RFC 8017, RSAPrivateKey, wrapped. */
  private static byte[] pkcs1(byte[] der) {
    return Der.element(Der.SEQUENCE, VERSION_0, RSA, Der.element(Der.OCTET_STRING, der));
  }

  /** RFC 5915, ECPrivateKey, wrapped; the curve stands in the key or in a block before it. */
  private static byte @Nullable [] sec1(byte[] der, byte @Nullable [] curveBefore) {
    byte[] sequence = new DerReader(der).next(Der.SEQUENCE);
    if (sequence == null) {
      return null;
    }
    DerReader fields = new DerReader(sequence);
    if (fields.next(Der.INTEGER) == null || fields.next(Der.OCTET_STRING) == null) {
      return null;
    }
    byte[] named = fields.next(0xa0);
    byte[] curve = named != null ? named : curveBefore;
    return curve == null
        ? null
        : Der.element(
            Der.SEQUENCE,
            VERSION_0,
            Der.element(Der.SEQUENCE, EC_PUBLIC_KEY, curve),
            Der.element(Der.OCTET_STRING, der));
  }

  private static @Nullable PrivateKey decode(byte[] pkcs8) {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
        // The next algorithm may know it.
      }
    }
    return null;
  }
}
