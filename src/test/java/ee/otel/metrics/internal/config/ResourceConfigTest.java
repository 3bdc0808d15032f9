package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourceConfigTest {
  private static final UUID ID = UUID.fromString("7b6f9d1e-6d5c-4a3b-8f2e-1c0d9e8f7a6b");

  private final Settings settings = new Settings();

  @Test
  void serviceName_comesFromTheKeyThenTheAttributesThenTheApplication() {
    assertEquals("unknown_service:java", text(attributes(null), "service.name"));
    assertEquals("unknown_service:java", text(attributes(" "), "service.name"));
    assertEquals("shop", text(attributes("shop"), "service.name"));
    settings.set("otel.resource.attributes", "service.name=from-attributes");
    assertEquals("from-attributes", text(attributes("shop"), "service.name"));
    settings.set("otel.service.name", "from-key");
    assertEquals("from-key", text(attributes("shop"), "service.name"));
  }

  @Test
  void resource_namesThisLibraryAndThisStart() {
    Attributes attributes = attributes("shop");

    assertEquals(5, attributes.size());
    assertEquals("otel-metrics-ee", text(attributes, "telemetry.sdk.name"));
    assertEquals("java", text(attributes, "telemetry.sdk.language"));
    assertEquals(Product.VERSION, text(attributes, "telemetry.sdk.version"));
    assertEquals(ID.toString(), text(attributes, "service.instance.id"));
    assertNull(settings.reader().resource("shop", ID).schemaUrl());
  }

  @Test
  void version_isThatOfTheBuild() {
    assertTrue(Product.VERSION.matches("\\d+\\.\\d+\\.\\d+.*"), Product.VERSION);
  }

  @Test
  void attributes_areDecodedAndWinOverOurs() {
    settings.set(
        "otel.resource.attributes",
        "deployment.environment.name = pre%20prod+1 , city=T%C3%BCbingen,empty=,"
            + "base64=YQ==,service.instance.id=pod-7,city=Ulm");

    Attributes attributes = attributes("shop");

    assertEquals("pre prod+1", text(attributes, "deployment.environment.name"));
    assertEquals("Ulm", text(attributes, "city"));
    assertEquals("YQ==", text(attributes, "base64"));
    assertEquals("pod-7", text(attributes, "service.instance.id"));
    assertEquals("", text(attributes, "empty"));
  }

  @Test
  void oneBadPair_spoilsAllAttributes() {
    settings.set("otel.resource.attributes", "city=Ulm,river");

    assertEquals(Map.of(), onlyTheUsers(attributes("shop")));
  }

  private static Map<String, Object> onlyTheUsers(Attributes attributes) {
    return attributes.asMap().entrySet().stream()
        .filter(e -> e.getKey().getKey().equals("city") || e.getKey().getKey().equals("river"))
        .collect(Collectors.toMap(e -> e.getKey().getKey(), Map.Entry::getValue));
  }

  private Attributes attributes(@Nullable String application) {
    return settings.reader().resource(application, ID).attributes();
  }

  private static @Nullable String text(Attributes attributes, String key) {
    return attributes.get(AttributeKey.stringKey(key));
  }
}
