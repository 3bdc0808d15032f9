package ee.otel.metrics.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file and what it is used for.
 *
 * @param key the configuration key that names it
 * @param path where it is
 */
record TlsFile(String key, Path path) {
  static final String TRUSTED = "otel.exporter.otlp.certificate";
  static final String CLIENT_CERTIFICATE = "otel.exporter.otlp.client.certificate";
  static final String CLIENT_KEY = "otel.exporter.otlp.client.key";

  /** Bytes; a bundle of all public authorities has about a quarter of a million. */
  private static final int MAX_SIZE = 4 * 1024 * 1024;

  byte[] read() throws TlsFilesException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(MAX_SIZE + 1);
      if (content.length > MAX_SIZE) {
        throw unusable("it is larger than 4 MiB", "name a PEM file");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw unusable("there is no such file", "correct the path or put the file there");
    } catch (AccessDeniedException e) {
      throw unusable("access is denied", "let the server's user read it");
    } catch (IOException e) {
      throw unusable(
          "it cannot be read (" + e.getClass().getSimpleName() + ")", "name a readable PEM file");
    }
  }

  static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  TlsFilesException unusable(String condition, String cure) {
    return new TlsFilesException(key + "=" + path + ": " + condition + "; " + cure);
  }
}
