package ee.otel.metrics.internal.view;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class InstrumentMatcherTest {
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

    assertFalse(
        InstrumentMatcher.matches(
            new InstrumentSelector(null, null, null, null, "1.0", null), plain));
    assertFalse(
        InstrumentMatcher.matches(
            new InstrumentSelector(null, null, null, null, null, "http://schema"), plain));
  }

  @Test
  void names_areComparedWithoutTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr"));
    try {
      assertTrue(InstrumentMatcher.matches(InstrumentSelector.named("HTTP.latency"), LATENCY));
      assertTrue(
          InstrumentMatcher.matches(
              InstrumentSelector.named("I"),
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
