package ee.otel.metrics.internal.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountedWriterTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "US-ASCII", "windows-1252"})
  void count_isWhatTheContainerEncodes_andNothingIsKeptBack(String charset) {
    StringWriter sent = new StringWriter();
    CountedWriter writer = new CountedWriter(new PrintWriter(sent), Charset.forName(charset));
    writer.print("text é €");
    writer.print(17L);
    writer.write('ü');
    writer.write("\uD83D\uDE00".toCharArray());
    writer.println();
    writer.println("line");
    writer.format(Locale.ROOT, "%05d", 3);
    writer.append("one", 1, 2).append('x');
    writer.write("abc", 1, 1);
    String expected =
        "text é €17ü\uD83D\uDE00"
            + System.lineSeparator()
            + "line"
            + System.lineSeparator()
            + "00003nxb";
    assertEquals(expected, sent.toString());
    assertEquals(expected.getBytes(Charset.forName(charset)).length, writer.count());
    writer.reset();
    assertEquals(0, writer.count());
  }

  @Test
  void failureOfTheContainer_isSeenByWhoWrites() {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("the client has gone");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    CountedWriter writer =
        new CountedWriter(new PrintWriter(broken), java.nio.charset.StandardCharsets.UTF_8);
    writer.print("text");
    assertTrue(writer.checkError());
  }
}
