package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.internal.export.FaultCase.Outcome;
import ee.otel.metrics.server.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.ToLongFunction;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault with every temporality and trigger: what was recorded arrives, or is counted as lost
 * and said once. The cases run beside each other, since they mostly wait; each is a test of its
 * own.
 */
class FaultsIT {
  private static final int AT_ONCE = 8;
  private static final Map<String, Future<Outcome>> RUNNING = new LinkedHashMap<>();
  private static final Map<FaultCase, Outcome> DONE = new ConcurrentHashMap<>();
  private static final ExecutorService CASES = Executors.newFixedThreadPool(AT_ONCE, daemons());
  private static final Logs LOGS = new Logs();

  @TempDir static Path directory;

  static Stream<FaultCase> cases() {
    return FaultCase.all().stream();
  }

  @BeforeAll
  static void begin() {
    Logger.getLogger("ee.otel.metrics").setUseParentHandlers(false);
    Logger.getLogger("ee.otel.metrics").setLevel(Level.ALL);
    Logger.getLogger("ee.otel.metrics").addHandler(LOGS);
    Logger.getLogger("").addHandler(LOGS);
    cases()
        .forEach(
            each ->
                RUNNING.put(
                    each.toString(),
                    CASES.submit(
                        () ->
                            each.run(
                                FaultsIT::beginThread, directory, LOGS::warningsOfThisThread))));
  }

  @AfterAll
  static void end() throws IOException {
    Logger.getLogger("ee.otel.metrics").setUseParentHandlers(true);
    Logger.getLogger("ee.otel.metrics").setLevel(null);
    Logger.getLogger("ee.otel.metrics").removeHandler(LOGS);
    Logger.getLogger("").removeHandler(LOGS);
    CASES.shutdownNow();
    Files.write(Project.target().resolve("reliability-figures.md"), figures());
    assertEquals(List.of(), LOGS.indiscretions);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recorded_arrivesOrIsKnownToBeLost(FaultCase each) throws Throwable {
    try {
      DONE.put(each, RUNNING.get(each.toString()).get());
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  /** The table that docs/reliability.md shows. */
  private static List<String> figures() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| fault | exports | requests | running: recorded = arrived + lost | at shutdown: recorded ="
            + " arrived + lost | points counted as lost | longest export |");
    lines.add("|---|---|---|---|---|---|---|");
    for (Fault fault : Fault.all()) {
      List<Outcome> running = outcomes(fault, false);
      List<Outcome> last = outcomes(fault, true);
      lines.add(
          "| %s | %d | %d | %s | %s | %d + %d | %d ms |"
              .formatted(
                  fault.name(),
                  running.size() + last.size(),
                  sum(running, Outcome::requests) + sum(last, Outcome::requests),
                  balance(running),
                  balance(last),
                  sum(running, Outcome::lost),
                  sum(last, Outcome::lost),
                  Stream.concat(running.stream(), last.stream())
                      .mapToLong(Outcome::millis)
                      .max()
                      .orElse(0)));
    }
    return lines;
  }

  private static List<Outcome> outcomes(Fault fault, boolean last) {
    return DONE.entrySet().stream()
        .filter(entry -> entry.getKey().fault().name().equals(fault.name()))
        .filter(entry -> last == (entry.getKey().trigger() == FaultCase.Trigger.SHUTDOWN))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static String balance(List<Outcome> outcomes) {
    long recorded = sum(outcomes, Outcome::recorded);
    long arrived = sum(outcomes, Outcome::arrived);
    return "%d = %d + %d".formatted(recorded, arrived, recorded - arrived);
  }

  private static long sum(List<Outcome> outcomes, ToLongFunction<Outcome> figure) {
    return outcomes.stream().mapToLong(figure).sum();
  }

  private static boolean beginThread(Runnable work) {
    daemons().newThread(work).start();
    return true;
  }

  private static ThreadFactory daemons() {
    return work -> {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** What each thread logs; and what nobody may log. */
  private static final class Logs extends Handler {
    /** Threads that a case begins log for it. */
    private final ThreadLocal<List<String>> warnings =
        new InheritableThreadLocal<>() {
          @Override
          protected List<String> initialValue() {
            return new CopyOnWriteArrayList<>();
          }
        };

    final List<String> indiscretions = new CopyOnWriteArrayList<>();

    List<String> warningsOfThisThread() {
      List<String> said = List.copyOf(warnings.get());
      warnings.get().clear();
      return said;
    }

    @Override
    public void publish(LogRecord record) {
      String words = record.getMessage() + " " + record.getThrown();
      if (words.contains(FaultCase.SECRET)) {
        indiscretions.add(words);
      }
      if (record.getLevel().equals(Level.WARNING)
          && "ee.otel.metrics".equals(record.getLoggerName())) {
        warnings.get().add(record.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
