package ee.otel.metrics.internal.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One block of a PEM file (RFC 7468, and the older form with header lines).
 *
 * @param label the words after BEGIN
 * @param encrypted whether header lines say that the content is encrypted
 * @param der the content, or null where it is not Base64
 */
record PemBlock(String label, boolean encrypted, byte @Nullable [] der) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*?\\R(.*?)-----END \\1-----", Pattern.DOTALL);

  /** Lines such as {@code DEK-Info: AES-256-CBC,...}. */
  private static final Pattern HEADER = Pattern.compile("(?m)^[A-Za-z0-9-]+:.*$");

  /** All complete blocks; text between them is explanation and is passed over. */
  static List<PemBlock> parse(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      String body = matcher.group(2);
      boolean encrypted = body.contains("Proc-Type:") && body.contains("ENCRYPTED");
      blocks.add(
          new PemBlock(matcher.group(1), encrypted, decode(HEADER.matcher(body).replaceAll(""))));
    }
    return blocks;
  }

  private static byte @Nullable [] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The label only: the content may be a key. */
  @Override
  public String toString() {
    return "PEM " + label;
  }
}
