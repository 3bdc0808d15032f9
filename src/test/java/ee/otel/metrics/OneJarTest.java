package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.server.Project;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** An application needs this library and the OpenTelemetry API. See also {@code DemoIT}. */
class OneJarTest {
  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  @Test
  void dependencies_thatAnApplicationGetsAreTheApiAlone() throws Exception {
    Document pom;
    try (InputStream in = Files.newInputStream(Project.base().resolve("pom.xml"))) {
      pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
    NodeList all =
        (NodeList) XPATH.evaluate("/project/dependencies/dependency", pom, XPathConstants.NODESET);
    List<String> handedOn = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Node dependency = all.item(i);
      String scope = XPATH.evaluate("scope", dependency);
      if (!scope.equals("provided") && !scope.equals("test")) {
        handedOn.add(XPATH.evaluate("artifactId", dependency));
      }
    }
    assertEquals(List.of("opentelemetry-api"), handedOn);
  }
}
