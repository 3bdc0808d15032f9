package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus: <em>Scrape protocol content negotiation</em>. */
class NegotiationTest {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=";

  @Test
  void noHeader_isTextWithUnderscores() {
    assertEquals(TEXT, Negotiation.format(null).contentType());
    assertEquals(TEXT, Negotiation.format("").contentType());
  }

  @Test
  void prometheus2_getsOpenMetrics() {
    assertEquals(
        OPEN_METRICS + "underscores",
        Negotiation.format(
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
                    + "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
            .contentType());
  }

  @Test
  void prometheus3_getsOpenMetricsWithItsNames() {
    assertEquals(
        OPEN_METRICS + "allow-utf-8",
        Negotiation.format(
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                    + "application/openmetrics-text;version=0.0.1;q=0.5,"
                    + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                    + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2")
            .contentType());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0 | TEXT",
        "text/plain;q=0.4, application/openmetrics-text;q=0.5 | OPEN_METRICS",
        "application/openmetrics-text;version=1.0.0;q=0.4, text/plain;q=0.5 | TEXT",
        "application/openmetrics-text; Version=\"1.0.0\" | OPEN_METRICS",
        "APPLICATION/OpenMetrics-Text | OPEN_METRICS",
        "application/openmetrics-text;version=2.0.0, text/plain;q=0.1 | TEXT",
        "application/openmetrics-text;version=0.0.1 | TEXT",
        "text/plain;version=1.0.0;escaping=dots | TEXT_1_0",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily | TEXT",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | TEXT",
        "application/openmetrics-text;q=0, */* | TEXT",
        "application/openmetrics-text;q=nonsense, text/plain;q=0.1 | TEXT",
        "application/openmetrics-text;q=7 | TEXT",
        "application/json | TEXT",
        ",,;;=,q=,;q=1 | TEXT",
        "application/* | OPEN_METRICS"
      })
  void header_choosesTheMostWantedThatIsServed(String accept, Format.Type chosen) {
    assertEquals(chosen, Negotiation.format(accept).type());
  }

  @Test
  void unknownEscaping_isUnderscores() {
    assertEquals(
        Escaping.UNDERSCORES,
        Negotiation.format("application/openmetrics-text;escaping=evil\"\r\nX: y").escaping());
  }

  @Test
  void escaping_isNamedInTheAnswer() {
    assertEquals(
        "text/plain; version=1.0.0; charset=utf-8; escaping=values",
        Negotiation.format("text/plain;version=1.0.0;escaping=values").contentType());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "deflate, GZIP;q=0.5 | true",
        "gzip;q=0 | false",
        "identity | false",
        "'' | false"
      })
  void encoding_isGzipWhereItIsWanted(String acceptEncoding, boolean gzip) {
    assertEquals(gzip, Negotiation.gzip(acceptEncoding));
  }

  @Property(tries = 300)
  void anyHeader_hasAnAnswer(@ForAll String accept) {
    Negotiation.gzip(accept);
    assertEquals(
        true, Negotiation.format(accept).contentType().matches("[a-z/-]+; version=[\\w.; =-]+"));
  }
}
