package ee.otel.metrics.internal.health;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the logger {@code ee.otel.metrics}, each logged once or seldom, and each with the
 * name of the application.
 *
 * <p>Nothing here throws, whatever a log handler or the supplier of a message does, and a message
 * is built only when it is logged. Keys and topics are compared with {@code equals} and kept, at
 * most {@value #CAPACITY} of each kind; what comes beyond is logged at FINE. Safe from any thread.
 */
public final class Health {
  static final int CAPACITY = 1000;

  private static final String NAME = "ee.otel.metrics";

  private final Logger logger;
  private final LongSupplier nanoTime;
  private final String prefix;
  private final Set<Object> said = ConcurrentHashMap.newKeySet();
  private final Map<Object, Topic> topics = new ConcurrentHashMap<>();
  private final AtomicBoolean full = new AtomicBoolean();
  private volatile boolean ended;

  /**
   * @param nanoTime a clock that never goes back, such as {@code System::nanoTime}
   */
  public Health(LongSupplier nanoTime) {
    this(nanoTime, null, Logger.getLogger(NAME));
  }

  /**
   * @param nanoTime a clock that never goes back, such as {@code System::nanoTime}
   * @param application the application's name, or null where it is not known
   */
  public Health(LongSupplier nanoTime, @Nullable String application) {
    this(nanoTime, application, Logger.getLogger(NAME));
  }

  private Health(LongSupplier nanoTime, @Nullable String application, Logger logger) {
    this.nanoTime = nanoTime;
    this.prefix = application == null ? "" : "[" + application + "] ";
    this.logger = logger;
  }

  /** Logs nothing: for reading configuration that is read, and warned of, elsewhere too. */
  public static Health silent() {
    Logger off = Logger.getAnonymousLogger();
    off.setLevel(Level.OFF);
    return new Health(System::nanoTime, null, off);
  }

  /** Logs at WARNING the first time that {@code key} comes, and at FINE from then on. */
  public void warnOnce(Object key, Supplier<String> message) {
    boolean first = isAccepted(said.size(), said.contains(key)) && said.add(key);
    log(first ? Level.WARNING : Level.FINE, message);
  }

  /**
   * Logs at WARNING when {@code topic} begins to fail, and at FINE, with a count, while it goes on
   * failing. {@link #recovered} ends it.
   */
  public void warn(Object topic, Supplier<String> message) {
    warn(topic, null, message);
  }

  /** As {@link #warn(Object, Supplier)}; the stack trace of {@code cause} comes at FINE. */
  public void warn(Object topic, @Nullable Throwable cause, Supplier<String> message) {
    Topic state = topic(topic);
    long failures = state == null ? 0 : state.failed();
    if (failures <= 1) {
      log(failures == 1 ? Level.WARNING : Level.FINE, message);
    } else {
      log(Level.FINE, () -> message.get() + " (failure " + failures + " in a row)");
    }
    if (cause != null) {
      log(Level.FINE, () -> "stack trace of the above", cause);
    }
  }

  /**
   * Logs at WARNING, but after that at FINE until {@code period} has passed; the next warning tells
   * how many it stands for.
   */
  public void warnAtMostEvery(Duration period, Object topic, Supplier<String> message) {
    Topic state = topic(topic);
    if (state == null) {
      log(Level.FINE, message);
      return;
    }
    state.failed();
    long silent = state.claim(nanoTime.getAsLong(), period.toNanos());
    if (silent < 0) {
      log(Level.FINE, message);
    } else if (silent == 0) {
      log(Level.WARNING, message);
    } else {
      log(Level.WARNING, () -> message.get() + " (and " + silent + " times more since last said)");
    }
  }

  /** Logs at INFO if {@code topic} was failing; its next failure is a warning again. */
  public void recovered(Object topic, Supplier<String> message) {
    Topic state = topics.remove(topic);
    if (state != null) {
      log(Level.INFO, () -> message.get() + " (after " + counted(state.failures()) + ")");
    }
  }

  /** How often {@code topic} has failed since it last worked. */
  public long failures(Object topic) {
    Topic state = topics.get(topic);
    return state == null ? 0 : state.failures();
  }

  /** Logs at WARNING, always: for callers that limit their warnings themselves. */
  public void warning(Supplier<String> message) {
    log(Level.WARNING, message);
  }

  /**
   * As {@link #warning}, for a server that stops: on standard error where its logging is gone
   * already.
   */
  public void lastWarning(Supplier<String> message) {
    if (hasHandlers()) {
      warning(message);
    } else {
      System.err.println(NAME + ": " + prefix + message.get());
    }
  }

  /** The last messages of the application were logged; {@link #afterTheEnd} logs from now on. */
  public void end() {
    ended = true;
  }

  /** As {@link #lastWarning}, once for each key, but only after {@link #end}. */
  public void afterTheEnd(Object key, Supplier<String> message) {
    if (ended && said.add(key)) {
      lastWarning(message);
    }
  }

  private boolean hasHandlers() {
    for (Logger each = logger; each != null; each = each.getParent()) {
      if (each.getHandlers().length > 0) {
        return true;
      }
      if (!each.getUseParentHandlers()) {
        return false;
      }
    }
    return false;
  }

  /** Logs at INFO, always. */
  public void info(Supplier<String> message) {
    log(Level.INFO, message);
  }

  /** Logs at FINE, always. */
  public void fine(Supplier<String> message) {
    log(Level.FINE, message);
  }

  private @Nullable Topic topic(Object topic) {
    return isAccepted(topics.size(), topics.containsKey(topic))
        ? topics.computeIfAbsent(topic, any -> new Topic())
        : null;
  }

  private boolean isAccepted(int size, boolean known) {
    if (known || size < CAPACITY) {
      return true;
    }
    if (full.compareAndSet(false, true)) {
      log(
          Level.WARNING,
          () -> "more than " + CAPACITY + " different warnings; new ones are logged at FINE only");
    }
    return false;
  }

  private void log(Level level, Supplier<String> message) {
    log(level, message, null);
  }

  private void log(Level level, Supplier<String> message, @Nullable Throwable thrown) {
    try {
      if (logger.isLoggable(level)) {
        logger.logp(level, NAME, null, prefix + message.get(), thrown);
      }
    } catch (Throwable broken) {
      // A failure of logging must not disturb the caller.
    }
  }

  private static String counted(long failures) {
    return failures == 1 ? "1 failure" : failures + " failures";
  }
}
