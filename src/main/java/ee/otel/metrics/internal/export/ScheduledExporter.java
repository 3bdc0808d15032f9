package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MetricExporter;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.collect.StorageReader;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.ExportConfig;
import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.config.SdkConfig;
import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.instrument.InstrumentsStorage;
import ee.otel.metrics.internal.selfobservability.SelfObservability;
import ee.otel.metrics.internal.transport.OtlpClient;
import ee.otel.metrics.internal.transport.OtlpPost;
import ee.otel.metrics.internal.work.Threads;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exporter with its lifecycle, timed by the managed scheduled executor. Nothing here needs EJB.
 *
 * <p>Safe from any thread. Timer, flush and shutdown take turns. Nothing that goes wrong here
 * reaches the application or stops the timer.
 */
public class ScheduledExporter implements MetricExporter {
  private static final Duration WATCH_AFTER = Duration.ofMillis(100);

  @Inject private InstrumentsStorage instruments;
  @Inject private MetricsStorage metrics;
  @Inject private ConfigReader config;
  @Inject private SdkConfig sdk;
  @Inject private Resource resource;
  @Inject private OtlpClient client;
  @Inject private ExportSettings settings;
  @Inject private Losses losses;
  @Inject private ExportStatus status;
  @Inject private Health health;
  @Inject private Threads threads;

  private volatile List<StorageReader> readers = List.of();
  private volatile @Nullable ExportTurns turns;
  private volatile @Nullable ExportTimer timers;
  private volatile @Nullable Runnable timer;
  private volatile @Nullable Consumer<Duration> preparation;
  private volatile Duration interval = Duration.ZERO;

  @PostConstruct
  void start() {
    try {
      begin(config.export());
    } catch (RuntimeException | LinkageError e) {
      health.warning(
          () ->
              "Metrics are off: the exporter could not start: "
                  + e
                  + ". The application is not affected.");
    }
  }

  private void begin(ExportConfig export) {
    readers = metrics.readers();
    boolean nowhere = export.exporters().isEmpty() && settings.pushExporters().isEmpty();
    if (export.disabled() || nowhere) {
      health.info(
          () ->
              export.disabled()
                  ? "Metrics are off: otel.sdk.disabled is true."
                  : "Metrics are not exported: otel.metrics.exporter is none.");
      return;
    }
    List<ExporterState> exporters =
        new Exporters(config, resource, client, settings, losses, status, health)
            .of(export, readers);
    turns = new ExportTurns(exporters, sdk.callbackTimeout(), threads, System::nanoTime, health);
    if (exporters.isEmpty()) {
      interval = export.interval();
      return; // metrics are only scraped
    }
    if (export.exporters().contains(ExporterKind.OTLP)) {
      OtlpPost post = client.direct();
      preparation = threads.start(() -> prepare(post, export));
    }
    timers = timers();
    followInterval(export);
  }

  /** Has the client built, for which an earlier export waits, and says where metrics go. */
  private void prepare(OtlpPost post, ExportConfig export) {
    try {
      TransportConfig transport = config.transport();
      post.prepare(transport);
      health.info(
          () ->
              "Metrics go to "
                  + transport.printableEndpoint()
                  + " every "
                  + export.interval().toMillis()
                  + " ms, temporality "
                  + sdk.temporality().name().toLowerCase(Locale.ROOT)
                  + ".");
    } catch (RuntimeException | LinkageError e) {
      health.warning(() -> "The export is not prepared: " + e + ". The first one tries again.");
    }
  }

  /** The timer that the server offers. */
  ExportTimer timers() {
    ExportTimer found = ScheduledExportTimer.lookUp(() -> tick(false), () -> tick(true));
    if (found == null) {
      throw new IllegalStateException(
          "the server has neither an EJB timer nor a managed scheduled executor");
    }
    return found;
  }

  /** The time between two ticks: the shortest interval of an exporter. */
  private Duration every(ExportConfig export) {
    if (!export.exporters().contains(ExporterKind.CONSOLE)) {
      return export.interval();
    }
    Duration console = config.console().interval();
    boolean alone =
        !export.exporters().contains(ExporterKind.OTLP) && settings.pushExporters().isEmpty();
    return alone || console.compareTo(export.interval()) < 0 ? console : export.interval();
  }

  /**
   * Has the export under way watched when a callback's time is up: no thread waits for the export
   * of a tick, and the next tick may be far away.
   */
  private void watchSoon(Duration every) {
    Duration soon = sdk.callbackTimeout().plus(WATCH_AFTER);
    ExportTimer ours = timers;
    if (ours != null && soon.compareTo(every.dividedBy(2)) < 0) {
      ours.watchAfter(soon);
    }
  }

  /**
   * Another thread exports, so that this call is over soon: Payara never ends an EJB's call that is
   * under way while the application is undeployed, and keeps the application with it.
   */
  void tick(boolean watch) {
    try {
      ExportTurns ours = turns;
      if (ours == null) {
        return;
      }
      ExportConfig export = config.export();
      if (watch) {
        ours.watch();
      } else {
        ours.tick(every(export), export.timeout());
        followInterval(export);
      }
      if (ours.isUnderWay()) {
        watchSoon(every(export));
      }
    } catch (Throwable e) {
      health.warn(ScheduledExporter.class, e, () -> "Export failed: " + e + ". The timer goes on.");
    }
  }

  /** Ticks may overlap: only one of them makes the new timer. */
  private synchronized void reschedule(ExportConfig export) {
    Runnable before = timer;
    ExportTimer ours = timers;
    Duration every = every(export);
    if (turns != null && ours != null && !every.equals(interval)) {
      double chance = ThreadLocalRandom.current().nextDouble();
      Duration first = export.firstDelay(chance);
      timer = ours.every(before == null && first.compareTo(every) < 0 ? first : every, every);
      interval = every;
      if (before != null) {
        before.run();
        health.info(() -> "Metrics go out every " + every.toMillis() + " ms from now on.");
      }
    }
  }

  @Override
  public List<MetricSnapshot> collect() {
    return readers.isEmpty() ? List.of() : readers.get(0).peek();
  }

  @Override
  public ExportResult forceFlush(Duration timeout) {
    ExportTurns ours = turns;
    if (ours == null) {
      return ExportResult.FAILURE;
    }
    ExportResult result = ours.flush(timeout);
    followInterval(config.export());
    return result;
  }

  /** The timer's own tick may be far away when the interval has become short. */
  private void followInterval(ExportConfig export) {
    try {
      reschedule(export);
      health.recovered("interval", () -> "The timer of the export is there.");
    } catch (Throwable e) {
      health.warn(
          "interval",
          e,
          () -> "Timer of the export could not be set: " + e + ". Exports go on as before.");
    }
  }

  @Override
  public ExportResult forceFlush() {
    return forceFlush(config.export().timeout());
  }

  @PreDestroy
  void stop() {
    try {
      end();
    } catch (Throwable e) {
      health.warning(() -> "Last export failed: " + e.getClass().getName() + ".");
    } finally {
      letGo();
    }
  }

  /** Payara's pool threads may hold this instance for long, so it lets go of what it holds. */
  @SuppressWarnings("NullAway") // nobody asks after the end
  private void letGo() {
    readers = List.of();
    turns = null;
    timer = null;
    timers = null;
    preparation = null;
    instruments = null;
    metrics = null;
    client = null;
    settings = null;
    RecordMethods.forget();
  }

  private void end() {
    cancelTimer();
    ExportTurns ours = turns;
    if (ours == null) {
      instruments.shutdown();
      return;
    }
    long begin = System.nanoTime();
    Duration timeout = config.export().shutdownTimeout();
    ours.shutdown(
        timeout, () -> instruments.endRecording(SelfObservability.SCOPE), instruments::shutdown);
    Consumer<Duration> prepared = preparation;
    if (prepared != null) {
      prepared.accept(timeout.minusNanos(System.nanoTime() - begin)); // then the classes go
    }
  }

  private void cancelTimer() {
    try {
      Runnable cancel = timer;
      if (cancel != null) {
        cancel.run();
      }
    } catch (RuntimeException alreadyGone) {
      // The container has ended the timer itself, or its timer service.
    }
  }
}
