package ee.otel.metrics.internal.live;

import java.util.Locale;

/** The status as the page gets it. */
final class StatusJson {
  private StatusJson() {}

  static void write(Json json, LiveStatus status) {
    json.object();
    json.name("routes").array();
    for (LiveStatus.Route route : status.routes()) {
      json.object();
      json.name("title").value(route.title());
      json.name("outcome").value(route.outcome().name().toLowerCase(Locale.ROOT));
      json.name("words").value(route.words());
      json.name("time").value(route.timeMillis());
      json.name("waiting").value(route.waiting());
      json.endObject();
    }
    json.endArray();
    json.name("losses").array();
    for (LiveStatus.LossCount loss : status.losses()) {
      json.object();
      json.name("reason").value(loss.reason());
      json.name("unit").value(loss.unit());
      json.name("count").value(loss.count());
      json.endObject();
    }
    json.endArray();
    json.name("streams").array();
    for (LiveStatus.StreamUse stream : status.streams()) {
      json.array();
      json.value(stream.name()).value(stream.series());
      json.value(stream.limit()).value(stream.overflowed());
      json.endArray();
    }
    json.endArray();
    json.endObject();
  }
}
