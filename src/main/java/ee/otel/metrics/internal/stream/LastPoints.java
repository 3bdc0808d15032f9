package ee.otel.metrics.internal.stream;

/**
 * By reader: whether last points of retired series are on their way and may still come back. Called
 * under the collection lock.
 */
final class LastPoints {
  private final boolean[] underWay;

  LastPoints(int readers) {
    this.underWay = new boolean[readers];
  }

  /** What {@code reader} takes from now on decides, not what became of what it took before. */
  void begin(int reader) {
    underWay[reader] = false;
  }

  /**
   * @param some whether {@code reader} took last points
   */
  void taken(int reader, boolean some) {
    underWay[reader] = some;
  }

  /** It is known what became of what {@code reader} took. */
  void settled(int reader) {
    underWay[reader] = false;
  }

  /** Whether some reader's may still come back. */
  boolean areUnderWay() {
    for (boolean reader : underWay) {
      if (reader) {
        return true;
      }
    }
    return false;
  }
}
