package ee.otel.metrics.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(20);
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(50);

  private final Queue<Step> steps = new ArrayDeque<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void releaseAll() {
    release.countDown();
  }

  private boolean begin(Runnable work) {
    begun.incrementAndGet();
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private Relay relay(Threads threads) {
    return new Relay(steps::poll, ends::incrementAndGet, threads, System::nanoTime);
  }

  private static boolean awaitEnd(Relay relay) throws InterruptedException {
    return relay.await(System.nanoTime() + LONG);
  }

  @Test
  void steps_areDoneInTheirOrderByOneOtherThread() throws Exception {
    FakeStep first = step("a", LONG, () -> {});
    FakeStep second = step("b", LONG, () -> {});
    Relay relay = relay(this::begin);
    relay.begin();

    assertTrue(awaitEnd(relay));
    assertEquals(List.of("a runs", "a ended", "b runs", "b ended"), calls);
    assertSame(first.ranOn, second.ranOn);
    assertNotSame(Thread.currentThread(), first.ranOn);
    assertEquals(1, begun.get());
    assertEquals(1, ends.get());
  }

  @Test
  void stepThatHangs_isLeftBehindWithItsThreadAndAnotherGoesOn() throws Exception {
    FakeStep hanging = step("a", SHORT, this::hang);
    FakeStep next = step("b", LONG, () -> {});
    Relay relay = relay(this::begin);
    relay.begin();

    assertTrue(awaitEnd(relay));
    assertEquals(List.of("a runs", "a left behind", "b runs", "b ended"), calls);
    assertNotSame(hanging.ranOn, next.ranOn);
    assertEquals(2, begun.get());

    release.countDown();
    awaitCall("a returned");
    assertEquals(5, calls.size());
    assertEquals(1, ends.get());
  }

  @Test
  void watcherThatOnlyLooksNowAndThen_suffices() {
    step("a", SHORT, this::hang);
    step("b", LONG, () -> {});
    Relay relay = relay(this::begin);
    relay.begin();
    awaitCall("a runs");
    while (!relay.isDone()) {
      relay.watch();
      Thread.onSpinWait();
    }
    assertEquals(List.of("a runs", "a left behind", "b runs", "b ended"), calls);
  }

  @Test
  void await_endsAtItsDeadlineWhileStepsGoOn() throws Exception {
    step("a", LONG, this::hang);
    Relay relay = relay(this::begin);
    relay.begin();
    assertFalse(relay.await(System.nanoTime() + SHORT));
    release.countDown();
    assertTrue(awaitEnd(relay));
    assertEquals(List.of("a runs", "a ended"), calls);
  }

  @Test
  void hurry_shortensTheStepUnderWayAndTheLaterOnes() throws Exception {
    step("a", LONG, this::hang);
    step("b", LONG, this::hang);
    Relay relay = relay(this::begin);
    relay.begin();
    awaitCall("a runs");
    relay.hurry(System.nanoTime());
    assertTrue(awaitEnd(relay));
    assertTrue(calls.containsAll(List.of("a left behind", "b left behind")), calls::toString);
  }

  @Test
  void hurryUntrusted_sparesTrustedSteps() throws Exception {
    step("a", LONG, this::hang).trusted = true;
    Relay relay = relay(this::begin);
    relay.begin();
    awaitCall("a runs");
    relay.hurryUntrusted(System.nanoTime());
    assertFalse(relay.await(System.nanoTime() + SHORT));
    release.countDown();
    assertTrue(awaitEnd(relay));
    assertEquals(List.of("a runs", "a ended"), calls);
  }

  @Test
  void withoutThreads_trustedStepsRunHereAndTheOthersAreRefused() throws Exception {
    FakeStep trusted = step("a", LONG, () -> {});
    trusted.trusted = true;
    step("b", LONG, () -> {});
    step("c", LONG, () -> {}).trusted = true;
    Relay relay = relay(Threads.NONE);
    relay.begin();
    assertTrue(relay.isDone());
    assertEquals(List.of("a runs", "a ended", "b refused", "c runs", "c ended"), calls);
    assertSame(Thread.currentThread(), trusted.ranOn);
  }

  @Test
  void beginHere_borrowsAThreadAtTheFirstStepThatIsNotTrusted() throws Exception {
    FakeStep first = step("a", LONG, () -> {});
    first.trusted = true;
    FakeStep second = step("b", LONG, () -> {});
    FakeStep third = step("c", LONG, () -> {});
    third.trusted = true;
    Relay relay = relay(this::begin);
    relay.beginHere();
    assertTrue(awaitEnd(relay));
    assertSame(Thread.currentThread(), first.ranOn);
    assertNotSame(Thread.currentThread(), second.ranOn);
    assertSame(second.ranOn, third.ranOn);
    assertEquals(1, begun.get());
  }

  @Test
  void stepThatThrows_endsAndTheNextOneComes() throws Exception {
    step(
        "a",
        LONG,
        () -> {
          throw new StackOverflowError();
        });
    step("b", LONG, () -> {});
    Relay relay = relay(this::begin);
    relay.begin();
    assertTrue(awaitEnd(relay));
    assertEquals(List.of("a runs", "a ended", "b runs", "b ended"), calls);
  }

  @Test
  void runsHere_isTrueInStepsOnly() throws Exception {
    CopyOnWriteArrayList<Boolean> seen = new CopyOnWriteArrayList<>();
    step("a", LONG, () -> seen.add(Relay.runsHere()));
    Relay relay = relay(this::begin);
    relay.begin();
    awaitEnd(relay);
    assertEquals(List.of(true), seen);
    assertFalse(Relay.runsHere());
  }

  @Test
  void limitedThreads_areRefusedWhileAllAreLentAndLentAgain() throws Exception {
    Threads two = ((Threads) this::begin).atMost(2);
    CountDownLatch over = new CountDownLatch(2);
    Runnable work =
        () -> {
          hang();
          over.countDown();
        };
    assertTrue(two.begin(work));
    assertTrue(two.begin(work));
    assertFalse(two.begin(work));
    release.countDown();
    assertTrue(over.await(10, TimeUnit.SECONDS));
    while (!two.begin(() -> {})) {
      Thread.onSpinWait();
    }
    assertEquals(3, begun.get());
  }

  private void hang() {
    try {
      assertTrue(release.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitCall(String call) {
    while (!calls.contains(call)) {
      Thread.onSpinWait();
    }
  }

  private FakeStep step(String name, long nanos, Runnable work) {
    FakeStep step = new FakeStep(name, nanos, work);
    steps.add(step);
    return step;
  }

  private final class FakeStep implements Step {
    private final String name;
    private final long nanos;
    private final Runnable work;
    private boolean trusted;
    private long limit;
    private volatile @Nullable Thread ranOn;

    FakeStep(String name, long nanos, Runnable work) {
      this.name = name;
      this.nanos = nanos;
      this.work = work;
    }

    @Override
    public boolean isTrusted() {
      return trusted;
    }

    @Override
    public long limit(long now) {
      limit = limit == 0 ? now + nanos : limit;
      return limit;
    }

    @Override
    public void run() {
      ranOn = Thread.currentThread();
      calls.add(name + " runs");
      work.run();
    }

    @Override
    public void ended() {
      calls.add(name + " ended");
    }

    @Override
    public void leftBehind() {
      calls.add(name + " left behind");
    }

    @Override
    public void returned() {
      calls.add(name + " returned");
    }

    @Override
    public void refused() {
      calls.add(name + " refused");
    }
  }
}
