package ee.otel.metrics;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.SdkConfig;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.live.LivePage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** The bean of the live page. */
@ApplicationScoped
class LiveProducer {

  @Produces
  @Singleton
  LivePage livePage(
      ConfigReader config,
      SdkConfig sdk,
      OtelMetrics metrics,
      Resource resource,
      ExportStatus exports,
      PlugIns plugIns) {
    int reader = reader(MetricsProducer.readerOptions(config, config.export(), sdk, plugIns));
    return new LivePage(
        new ApplicationMetrics(
            metrics.readers().get(Math.min(reader, metrics.readers().size() - 1)),
            metrics,
            resource,
            exports::last,
            config));
  }

  /** The first reader that wants cumulative points only; the number of readers when none does. */
  static int reader(List<ReaderOptions> options) {
    int i = 0;
    while (i < options.size() && !isCumulative(options.get(i))) {
      i++;
    }
    return i;
  }

  private static boolean isCumulative(ReaderOptions options) {
    return Stream.of(InstrumentKind.values())
        .allMatch(kind -> options.temporality().apply(kind) == Temporality.CUMULATIVE);
  }
}
