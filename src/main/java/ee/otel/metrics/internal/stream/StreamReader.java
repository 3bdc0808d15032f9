package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.Health;
import java.util.function.Function;

/**
 * A reader as streams know it, different from every other reader, with its options. Options that
 * throw or answer null cost a warning; the specification's defaults take their place.
 */
public final class StreamReader {
  private final ReaderOptions options;
  private final Health health;

  public StreamReader(ReaderOptions options, Health health) {
    this.health = health;
    ReaderOptions defaults = ReaderOptions.of(Temporality.CUMULATIVE);
    this.options =
        new ReaderOptions(
            kind -> answer("temporality", options.temporality(), defaults.temporality(), kind),
            kind -> answer("aggregation", options.aggregation(), defaults.aggregation(), kind),
            kind ->
                answer(
                    "cardinality limit",
                    options.cardinalityLimit()::applyAsInt,
                    defaults.cardinalityLimit()::applyAsInt,
                    kind));
  }

  /** The options of the reader; their functions never throw. */
  public ReaderOptions options() {
    return options;
  }

  Temporality temporality(InstrumentKind kind) {
    return options.temporality().apply(kind);
  }

  @SuppressWarnings(
      "ConstantValue") // an answer that is never null by its type is null all the same
  private <A> A answer(
      String what,
      Function<InstrumentKind, A> wanted,
      Function<InstrumentKind, A> defaults,
      InstrumentKind kind) {
    Object problem;
    try {
      A answer = wanted.apply(kind);
      if (answer != null && (!(answer instanceof Integer limit) || limit > 0)) {
        return answer;
      }
      problem = "answer is " + answer;
    } catch (Throwable e) {
      Failures.passOn(e);
      problem = e;
    }
    Object told = problem;
    A instead = defaults.apply(kind);
    health.warnOnce(
        java.util.List.of("reader option", what, kind),
        () -> "Reader's " + what + " for " + kind + ": " + told + ". " + instead + " is used.");
    return instead;
  }
}
