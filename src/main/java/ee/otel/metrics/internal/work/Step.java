package ee.otel.metrics.internal.work;

/**
 * A piece of work that may take too long.
 *
 * <p>{@link #run} is followed by {@link #ended}, or, when its time is up, by {@link #leftBehind}
 * and, if it ever returns, {@link #returned}. The three come one after another.
 */
public interface Step {

  /** Whether it always ends by itself, and may run unwatched. */
  boolean isTrusted();

  /**
   * When its time is up, on the scale of the relay's clock. Asked as it begins, and again by each
   * watcher.
   *
   * @param now the present time
   */
  long limit(long now);

  /** Does the work. What it throws counts as its end. */
  void run();

  /** It has ended in time. */
  void ended();

  /** Its time was up, and others go on without it. Called by a watcher, while it still runs. */
  void leftBehind();

  /** It has ended after all, after others have gone on. */
  default void returned() {}

  /** It did not run and will not: no thread could have watched it. */
  void refused();
}
