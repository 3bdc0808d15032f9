package ee.otel.metrics.internal.collect;

import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.callback.CallbackRunner;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.work.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plug-in that takes part in collections, and may hang there.
 *
 * <p>It has the time that a callback has. One that hangs is left behind, and not asked again before
 * it has returned. Safe from any thread.
 */
final class PlugIn {
  private final Object plugIn;
  private final String kind;
  private final String consequence;
  private final CallbackRunner runner;
  private final Health health;
  private volatile boolean hangs;

  /**
   * @param kind what it is, as messages begin
   * @param consequence what becomes of the collection without it, a sentence
   */
  PlugIn(Object plugIn, String kind, String consequence, CallbackRunner runner, Health health) {
    this.plugIn = plugIn;
    this.kind = kind;
    this.consequence = consequence;
    this.runner = runner;
    this.health = health;
  }

  String name() {
    return kind + " " + Failures.nameOf(plugIn);
  }

  /**
   * Calls the plug-in.
   *
   * @param work reports what the plug-in throws; throws errors of the virtual machine, which are
   *     passed on to the caller
   * @return whether the work is over; if not, nothing that it changes may be looked at
   */
  boolean isOverInTime(Runnable work, CallbackLimits limits) {
    if (hangs) {
      failed("has not returned since an earlier collection");
      return false;
    }
    Call call = new Call(work, limits);
    runner.runOne(call);
    if (call.over && call.thrown != null) {
      Failures.passOn(call.thrown);
    }
    return call.over;
  }

  private void failed(String why) {
    health.warn(topic(), () -> name() + " " + why + ". " + consequence);
  }

  private List<Object> topic() {
    return List.of("hanging", plugIn);
  }

  /** One call, with the context class loader of the collecting thread. */
  private final class Call implements Step {
    private final Runnable work;
    private final CallbackLimits limits;
    private final ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    private @Nullable Long limit;
    private volatile boolean over;
    private volatile @Nullable Throwable thrown;

    Call(Runnable work, CallbackLimits limits) {
      this.work = work;
      this.limits = limits;
    }

    @Override
    public boolean isTrusted() {
      return false;
    }

    @Override
    public long limit(long now) {
      if (limit == null) {
        limit = limits.limit(now);
      }
      return limit;
    }

    @Override
    public void run() {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(classLoader);
      try {
        work.run();
      } catch (Throwable e) {
        thrown = e;
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    @Override
    public void ended() {
      over = true;
      health.recovered(topic(), () -> name() + " has returned.");
    }

    @Override
    public void leftBehind() {
      hangs = true;
      failed("has not returned in time");
    }

    @Override
    public void returned() {
      hangs = false;
    }

    @Override
    public void refused() {
      failed("was not called: the server gave no thread to run it");
    }
  }
}
