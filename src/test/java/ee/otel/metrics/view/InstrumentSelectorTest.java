package ee.otel.metrics.view;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.snapshot.Scope;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class InstrumentSelectorTest {
  private static final InstrumentDescriptor LATENCY =
      new InstrumentDescriptor(
          new Scope("shop", "1.0", "http://schema", Attributes.empty()),
          "Http.Latency",
          InstrumentKind.HISTOGRAM,
          NumberType.DOUBLE,
          "ms",
          "",
          Advice.NONE);

  @Test
  void versionAndSchema_doNotMatchAMeterWithoutThem() {
    InstrumentDescriptor plain =
        new InstrumentDescriptor(
            new Scope("shop", null, null, Attributes.empty()),
            "orders",
            InstrumentKind.COUNTER,
            NumberType.LONG,
            "",
            "",
            Advice.NONE);

    assertFalse(new InstrumentSelector(null, null, null, null, "1.0", null).matches(plain));
    assertFalse(
        new InstrumentSelector(null, null, null, null, null, "http://schema").matches(plain));
  }

  @Test
  void names_areComparedWithoutTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr"));
    try {
      assertTrue(InstrumentSelector.named("HTTP.latency").matches(LATENCY));
      assertTrue(
          InstrumentSelector.named("I")
              .matches(
                  new InstrumentDescriptor(
                      LATENCY.scope(),
                      "i",
                      InstrumentKind.COUNTER,
                      NumberType.LONG,
                      "",
                      "",
                      Advice.NONE)));
    } finally {
      Locale.setDefault(before);
    }
  }
}
