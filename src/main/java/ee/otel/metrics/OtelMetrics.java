package ee.otel.metrics;

import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MeterConfigurator;
import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.MetricProducer;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.api.ViewMatching;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.callback.CallbackRunner;
import ee.otel.metrics.internal.collect.CollectionOptions;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.exemplar.ExemplarSampler;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.exemplar.SpanSource;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.instrument.InstrumentsStorage;
import ee.otel.metrics.internal.instrument.OtelMeterProvider;
import ee.otel.metrics.internal.stream.StreamTime;
import ee.otel.metrics.internal.view.Views;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The metrics SDK without a container: a meter provider, the storages behind it and the readers
 * that collect. For tests, benchmarks and applications that have no CDI; what the container gets is
 * made of the same parts.
 *
 * <pre>{@code
 * OtelMetrics metrics = OtelMetrics.builder().build();
 * LongCounter orders = metrics.meterProvider().get("shop").counterBuilder("orders").build();
 * orders.add(1);
 * List<MetricSnapshot> collected = metrics.readers().get(0).peek();
 * }</pre>
 *
 * <p>Safe from any thread. It has no threads and no network of its own.
 */
public final class OtelMetrics {
  private final Health health;
  private final Losses losses;
  private final ExemplarsStorage exemplars;
  private final MetricsStorage metrics;
  private final InstrumentsStorage instruments;
  private final OtelMeterProvider meterProvider;
  private final Resource resource;

  private OtelMetrics(Builder builder) {
    this.health = builder.health;
    this.losses = builder.losses;
    this.exemplars =
        new ExemplarsStorage(
            new ExemplarSampler(
                builder.exemplarFilter,
                builder.spans,
                builder.clock,
                builder.removedAttributesInExemplars),
            health);
    this.metrics =
        new MetricsStorage(
            builder.readers.isEmpty()
                ? List.of(ReaderOptions.of(Temporality.CUMULATIVE))
                : builder.readers,
            new Views(builder.views, builder.viewMatching, health),
            exemplars,
            new CollectionOptions(
                builder.callbackRunner, builder.metricFilter, builder.metricProducers),
            new StreamTime(builder.clock, builder.monotonicClock, builder.idleTimeout.toNanos()),
            health);
    this.instruments = new InstrumentsStorage(metrics, builder.meterConfigurator, losses, health);
    this.meterProvider = new OtelMeterProvider(instruments, health);
    this.resource = builder.resource;
  }

  /** Begins with the defaults of the specification. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * An OpenTelemetry for instrumented libraries, whose metrics are these. It has no traces and no
   * logs.
   */
  public OpenTelemetry openTelemetry() {
    return openTelemetry(OpenTelemetry.noop());
  }

  /**
   * An OpenTelemetry whose metrics are these, and all else another's.
   *
   * @param rest where traces, logs and propagation come from
   */
  public OpenTelemetry openTelemetry(OpenTelemetry rest) {
    return new MetricsOpenTelemetry(rest, meterProvider);
  }

  /** The resource that the metrics belong to. */
  public Resource resource() {
    return resource;
  }

  /** Meters, by the OpenTelemetry API. */
  public MeterProvider meterProvider() {
    return meterProvider;
  }

  /** The readers, in the order in which they were added; one for cumulative points by default. */
  public List<MetricReader> readers() {
    return List.copyOf(metrics.readers());
  }

  /** Internal: all instruments. */
  public InstrumentsStorage instruments() {
    return instruments;
  }

  /** Internal: all streams and the collections of them. */
  public MetricsStorage metrics() {
    return metrics;
  }

  /** Internal: the exemplars of all series. */
  public ExemplarsStorage exemplars() {
    return exemplars;
  }

  /** What was lost so far, by reason. */
  public Losses losses() {
    return losses;
  }

  /** Internal: where warnings go. */
  public Health health() {
    return health;
  }

  /**
   * Ends recording and collecting: instruments report that they are not enabled, new ones record
   * nothing, callbacks are forgotten, and readers collect nothing. Take the last metrics before.
   * Calling it again changes nothing.
   */
  public void shutdown() {
    instruments.shutdown();
  }

  /** Settings, each with the default that the specification gives. Not safe for several threads. */
  public static final class Builder {
    private final List<ReaderOptions> readers = new ArrayList<>();
    private final List<View> views = new ArrayList<>();
    private ViewMatching viewMatching = ViewMatching.INDEPENDENT;
    private ExemplarFilter exemplarFilter = ExemplarFilter.traceBased();
    private SpanSource spans = SpanSource.CONTEXT;
    private boolean removedAttributesInExemplars = true;
    private MeterConfigurator meterConfigurator = scope -> true;
    private MetricFilter metricFilter = MetricFilter.ACCEPT_ALL;
    private final List<MetricProducer> metricProducers = new ArrayList<>();
    private CallbackRunner callbackRunner = CallbackRunner.DIRECT;
    private LongSupplier clock = EpochClock::nanos;
    private LongSupplier monotonicClock = System::nanoTime;
    private Duration idleTimeout = Duration.ZERO;
    private Health health = new Health(System::nanoTime);
    private Losses losses = new Losses();

    private Resource resource = ConfigReader.defaultResource(UUID.randomUUID());

    private Builder() {}

    /**
     * The resource that the metrics belong to, merged over what is set already; at first that is
     * {@code service.name=unknown_service:java}, an instance id and {@code telemetry.sdk.*}.
     */
    public Builder resource(Resource updating) {
      this.resource = resource.merge(updating);
      return this;
    }

    /** Adds a reader. */
    public Builder reader(ReaderOptions options) {
      readers.add(options);
      return this;
    }

    /** Adds a view; their order counts where views are composed. */
    public Builder view(View view) {
      views.add(view);
      return this;
    }

    /** What becomes of an instrument that several views match. */
    public Builder viewMatching(ViewMatching matching) {
      this.viewMatching = matching;
      return this;
    }

    /** Which measurements may become exemplars. */
    public Builder exemplarFilter(ExemplarFilter filter) {
      this.exemplarFilter = filter;
      return this;
    }

    /** Where the current span is found. */
    public Builder spans(SpanSource spans) {
      this.spans = spans;
      return this;
    }

    /** Whether exemplars show the attributes that a view removed; true by default. */
    public Builder removedAttributesInExemplars(boolean shown) {
      this.removedAttributesInExemplars = shown;
      return this;
    }

    /** Which meters are switched on; all by default. */
    public Builder meterConfigurator(MeterConfigurator configurator) {
      this.meterConfigurator = configurator;
      return this;
    }

    /** What readers pass on; everything by default. */
    public Builder metricFilter(MetricFilter filter) {
      this.metricFilter = filter;
      return this;
    }

    /** Adds metrics from elsewhere to what readers collect. */
    public Builder metricProducer(MetricProducer producer) {
      metricProducers.add(producer);
      return this;
    }

    /** How callbacks are run. */
    public Builder callbackRunner(CallbackRunner runner) {
      this.callbackRunner = runner;
      return this;
    }

    /** The clock, in nanoseconds since the epoch. */
    public Builder clock(LongSupplier epochNanos) {
      this.clock = epochNanos;
      return this;
    }

    /** The clock that idle series are measured by: nanoseconds, never set back. */
    public Builder monotonicClock(LongSupplier nanoTime) {
      this.monotonicClock = nanoTime;
      return this;
    }

    /**
     * The time after which an untouched cumulative series is let go; zero, the default, for never.
     */
    public Builder idleTimeout(Duration timeout) {
      this.idleTimeout = timeout;
      return this;
    }

    /** Where warnings go. */
    public Builder health(Health health) {
      this.health = health;
      return this;
    }

    /** Where losses are counted. */
    public Builder losses(Losses losses) {
      this.losses = losses;
      return this;
    }

    /** Makes the SDK. The builder may be used again: what it makes shares no series. */
    public OtelMetrics build() {
      return new OtelMetrics(this);
    }
  }
}
