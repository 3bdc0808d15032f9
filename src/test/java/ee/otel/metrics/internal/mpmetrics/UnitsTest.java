package ee.otel.metrics.internal.mpmetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.junit.jupiter.api.Test;

class UnitsTest {

  @Test
  void everyUnitOfMicroProfile_isOneOfUcum() throws IllegalAccessException {
    List<String> units = new ArrayList<>();
    for (Field field : MetricUnits.class.getFields()) {
      units.add((String) field.get(null));
    }
    assertFalse(units.isEmpty());
    for (String unit : units) {
      String ucum = Units.ucum(unit);
      assertFalse(ucum.equals("{" + unit + "}"), unit);
    }
  }

  @Test
  void otherWords_areWhatIsCounted() {
    assertEquals("{cookies}", Units.ucum("cookies"));
    assertEquals("{cookie}", Units.ucum("{cookie}"));
    assertEquals("", Units.ucum("none"));
  }

  @Test
  void names_areKeptWhereOpenTelemetryTakesThem() {
    assertEquals("com.example.Colours.red", Units.name("com.example.Colours.red"));
    assertEquals("a_b__c", Units.name("a b$#c"));
    assertEquals("m.1st", Units.name("1st"));
    assertEquals(255, Units.name("x".repeat(300)).length());
  }
}
