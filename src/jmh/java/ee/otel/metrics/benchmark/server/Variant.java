package ee.otel.metrics.benchmark.server;

import ee.otel.demo.ShopWar;
import ee.otel.metrics.server.Wars;
import java.io.File;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Who implements the shop's meter. The shop is the same, its libraries are not. */
enum Variant {
  NONE("none"),
  OURS("this jar"),
  /** The same without exemplars. */
  ALWAYS_OFF("this jar, `always_off`"),
  OPENTELEMETRY("opentelemetry-java");

  private static final String NAME = "shop";

  private final String title;

  Variant(String title) {
    this.title = title;
  }

  /** As a person calls it. */
  String title() {
    return title;
  }

  WebArchive war() {
    WebArchive war =
        switch (this) {
          case NONE -> withApi().addClass(NoMeter.class);
          case OURS, ALWAYS_OFF -> Wars.withProduct(NAME);
          case OPENTELEMETRY ->
              withApi().addAsLibraries(onClassPath(Libraries.PEER)).addClass(PeerMeter.class);
        };
    return ShopWar.into(war).addClass(PricesResource.class);
  }

  private static WebArchive withApi() {
    return ShrinkWrap.create(WebArchive.class, NAME + ".war")
        .addAsLibraries(onClassPath(Libraries.API));
  }

  private static File[] onClassPath(Pattern names) {
    return Libraries.onClassPath(names).toArray(File[]::new);
  }

  /** In another order each round, so that none has the same place twice in as many rounds. */
  static Stream<Variant> inTurn(int round) {
    Variant[] all = values();
    return IntStream.range(0, all.length).mapToObj(i -> all[(round + i) % all.length]);
  }
}
