package ee.otel.metrics.internal.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedTest {

  private static Forwarded of(String... headers) {
    Exchange exchange = Exchange.of("GET", "/");
    for (int i = 0; i < headers.length; i += 2) {
      exchange.header(headers[i], headers[i + 1]);
    }
    return Forwarded.of(exchange.request());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "proto=https | https | | 0",
        "for=192.0.2.60; proto=HTTP ;by=203.0.113.43 | http | | 0",
        "proto=https;host=\"shop.example:8443\" | https | shop.example | 8443",
        "host=\"[2001:db8::1]:80\" | | [2001:db8::1] | 80",
        "for=\"a,b;proto=ftp\";proto=https, proto=http | https | | 0",
        "proto=ftp;host=shop.example | | shop.example | 0"
      })
  void standardHeader_isReadToTheFirstComma(String header, String scheme, String host, int port) {
    assertEquals(new Forwarded(scheme, host, port), of("Forwarded", header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "proto",
        "proto=https;;",
        "proto=\"https",
        "=https",
        "proto=https host=a",
        "proto=https;host=\"a b\" c",
        "{{{{",
        "proto==https"
      })
  void malformedHeader_saysNothing(String header) {
    assertEquals(new Forwarded(null, null, 0), of("Forwarded", header));
  }

  @Test
  void olderHeaders_countWithoutTheStandardOne() {
    assertEquals(
        new Forwarded("https", "shop.example", 8443),
        of(
            "X-Forwarded-Proto", "https, http",
            "X-Forwarded-Host", "shop.example, proxy",
            "X-Forwarded-Port", "8443"));
    assertEquals(
        new Forwarded("http", null, 0),
        of("Forwarded", "proto=http", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "x"));
    assertEquals(
        new Forwarded(null, null, 0),
        of("X-Forwarded-Proto", "javascript", "X-Forwarded-Host", "a b", "X-Forwarded-Port", "x"));
  }

  @Property(tries = 500)
  void anyHeader_isReadWithoutHarm(@ForAll String header) {
    Forwarded told = of("Forwarded", header, "X-Forwarded-Proto", header);
    assertEquals(true, Arrays.asList(null, "http", "https").contains(told.scheme()));
  }
}
