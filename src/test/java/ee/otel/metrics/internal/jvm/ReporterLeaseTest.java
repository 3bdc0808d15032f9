package ee.otel.metrics.internal.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReporterLeaseTest {
  private static final Duration LENGTH = Duration.ofMinutes(3);

  private final Properties shared = new Properties();
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

  private ReporterLease lease() {
    return new ReporterLease(() -> shared, clock::get, LENGTH);
  }

  @Test
  void lease_isTheFirstOnes() {
    ReporterLease first = lease();
    ReporterLease second = lease();
    assertTrue(first.renew());
    assertFalse(second.renew());
    clock.addAndGet(LENGTH.toNanos() - 1);
    assertTrue(first.renew());
    clock.addAndGet(LENGTH.toNanos() - 1);
    assertFalse(second.renew(), "it was renewed");
  }

  @Test
  void released_isTheNextOnes() {
    ReporterLease first = lease();
    ReporterLease second = lease();
    assertTrue(first.renew());
    first.release();
    assertNull(shared.getProperty(ReporterLease.PROPERTY));
    assertTrue(second.renew());
    first.release();
    assertTrue(second.renew(), "what is another's is not released");
    assertFalse(first.renew());
  }

  @Test
  void notRenewed_isTheNextOnesAfterItsTime() {
    ReporterLease vanished = lease();
    ReporterLease second = lease();
    assertTrue(vanished.renew());
    clock.addAndGet(LENGTH.toNanos());
    assertTrue(second.renew());
    assertFalse(vanished.renew(), "it comes back too late");
  }

  @Test
  void foreignText_isTaken() {
    shared.setProperty(ReporterLease.PROPERTY, "somebody was here");
    assertTrue(lease().renew());
  }

  @Test
  void property_isTextOnly() {
    lease().renew();
    shared.forEach((key, value) -> assertEquals(String.class, value.getClass()));
    assertEquals(1, shared.size());
  }

  @Property(tries = 200)
  void lease_hasOneHolderAtMost(@ForAll @Size(max = 60) List<@IntRange(max = 19) Integer> steps) {
    shared.clear();
    List<ReporterLease> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(lease());
    }
    for (int step : steps) {
      ReporterLease one = all.get(step % all.size());
      switch (step / all.size()) {
        case 0 -> one.release();
        case 1 -> clock.addAndGet(LENGTH.toNanos() / 2);
        default -> one.renew();
      }
      long holders = all.stream().filter(ReporterLease::renew).count();
      assertEquals(1, holders);
    }
  }

  @Test
  void race_hasOneWinner() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 200; round++) {
        clock.addAndGet(LENGTH.toNanos());
        List<Callable<Boolean>> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          racers.add(lease()::renew);
        }
        int winners = 0;
        for (Future<Boolean> won : threads.invokeAll(racers)) {
          winners += won.get() ? 1 : 0;
        }
        assertEquals(1, winners);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
