package ee.otel.metrics.internal.live;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The page's data, from one snapshot for all pages that ask within a moment.
 *
 * <p>However many pages are open, the source is asked at most once in {@value #SHARED_MILLIS}
 * milliseconds, and by one thread; others get what was there before. Safe from any thread.
 */
final class LiveData {
  /** A little less than the second after which a page asks again. */
  static final long SHARED_MILLIS = 900;

  /** How long a page is to wait before it asks again. */
  static final int POLL_MILLIS = 1000;

  private final LiveSource source;
  private final LongSupplier clock;
  private final int pollMillis;
  private final String instance = UUID.randomUUID().toString();
  private final ReentrantLock snapshot = new ReentrantLock();

  private final Object lock = new Object();
  private final Catalogue catalogue = new Catalogue();
  private LiveStatus status = LiveStatus.EMPTY;
  private long timeMillis;
  private @Nullable String problem;

  /**
   * @param clock milliseconds since the epoch
   * @param pollMillis how long a page is to wait before it asks again
   */
  LiveData(LiveSource source, LongSupplier clock, int pollMillis) {
    this.source = source;
    this.clock = clock;
    this.pollMillis = pollMillis;
  }

  /**
   * The data that a page does not have yet.
   *
   * @param since what the page got as "state" from its last answer; null or anything else for all
   */
  byte[] json(@Nullable String since) {
    refresh();
    synchronized (lock) {
      long known = known(since);
      Json json = new Json(4096);
      json.object();
      json.name("state").value(instance + "." + catalogue.update());
      json.name("whole").value(known == 0);
      json.name("time").value(timeMillis);
      json.name("poll").value(pollMillis);
      json.name("problem").value(problem == null ? "" : problem);
      catalogue.write(json, known);
      StatusJson.write(json.name("status"), status);
      json.endObject();
      return json.toBytes();
    }
  }

  private long known(@Nullable String since) {
    if (since == null || !since.startsWith(instance + ".")) {
      return 0;
    }
    try {
      long known = Long.parseLong(since.substring(instance.length() + 1));
      return catalogue.remembers(known) ? Math.max(0, known) : 0;
    } catch (NumberFormatException notOurs) {
      return 0;
    }
  }

  /** Waits only for the very first snapshot. */
  private void refresh() {
    boolean first;
    synchronized (lock) {
      first = catalogue.update() == 0;
      long age = clock.getAsLong() - timeMillis;
      if (!first && age >= 0 && age < SHARED_MILLIS) {
        return;
      }
    }
    if (first) {
      snapshot.lock();
    } else if (!snapshot.tryLock()) {
      return;
    }
    try {
      take();
    } finally {
      snapshot.unlock();
    }
  }

  private void take() {
    synchronized (lock) {
      long age = clock.getAsLong() - timeMillis;
      if (catalogue.update() > 0 && age >= 0 && age < SHARED_MILLIS) {
        return; // another has taken it meanwhile
      }
    }
    LiveSnapshot now = null;
    String failure = null;
    try {
      now = source.snapshot();
    } catch (RuntimeException | LinkageError e) {
      failure = "The metrics could not be collected: " + e.getClass().getName() + ".";
    }
    synchronized (lock) {
      timeMillis = clock.getAsLong();
      problem = failure;
      if (now != null) {
        catalogue.update(now);
        status = now.status();
      }
    }
  }
}
