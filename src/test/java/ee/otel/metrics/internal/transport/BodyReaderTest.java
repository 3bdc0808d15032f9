package ee.otel.metrics.internal.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodyReaderTest {

  @Test
  void bodyUpToTheLimit_isWhole() {
    for (int length : new int[] {0, 1, 2, 511, 512, 513, 1000}) {
      BodyReader reader = new BodyReader(1000, () -> false);

      assertArrayEquals(new byte[length], reader.read(stream(new byte[length])));
      assertNull(reader.cut(), length + " bytes");
    }
  }

  @Test
  void bodyBeyondTheLimit_isCut() {
    BodyReader reader = new BodyReader(1000, () -> false);

    reader.read(stream(new byte[1001]));
    assertEquals("it is longer than 1000 bytes", reader.cut().reason());
  }

  @Test
  void gzip_isDecodedWithinTheLimit() throws IOException {
    BodyReader enough = new BodyReader(1000, () -> false);
    assertArrayEquals(new byte[1000], enough.read(stream(gzip(new byte[1000]))));
    assertNull(enough.cut());

    BodyReader tooMuch = new BodyReader(1000, () -> false);
    tooMuch.read(stream(gzip(new byte[1001])));
    assertEquals("it is longer than 1000 bytes", tooMuch.cut().reason());
  }

  @Test
  void gzipOfNothingWithoutEnd_isCut() throws IOException {
    byte[] nothing = gzip(new byte[0]);
    InputStream endless =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            return nothing[at++ % nothing.length] & 0xff;
          }

          @Override
          public int available() {
            return 1;
          }
        };
    BodyReader reader = new BodyReader(100_000, () -> false);

    reader.read(endless);
    assertEquals("it is longer than 100000 bytes", reader.cut().reason());
  }

  @Test
  void damagedGzip_isCut() {
    BodyReader reader = new BodyReader(1000, () -> false);

    assertEquals(0, reader.read(stream(new byte[] {0x1f, (byte) 0x8b, 9, 9})).length);
    assertEquals("it broke off (ZipException)", reader.cut().reason());
  }

  @Test
  void bodyThatTakesTooLong_isCut() {
    int[] asked = {0};
    BodyReader reader = new BodyReader(1000, () -> asked[0]++ > 3);

    reader.read(
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return 1;
          }
        });
    assertEquals("it did not end in time", reader.cut().reason());
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
