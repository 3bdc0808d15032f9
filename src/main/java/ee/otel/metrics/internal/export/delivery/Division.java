package ee.otel.metrics.internal.export.delivery;

/**
 * Decides how many refused requests an export may cut into quarters to find the points that the
 * collector refuses.
 *
 * <p>At most {@value #MOST} cuts for one export, so at most four times as many requests more. As
 * long as the collector has taken nothing, it may be the collector that is broken and not the
 * content: then {@value #WITHOUT_PROOF} cut; after that, the exports that cut at all become rarer
 * and cut more: the 2nd, 3rd, 5th, 9th ... of those at which nothing was taken. For one thread at a
 * time.
 */
final class Division {
  static final int MOST = 8;
  static final int WITHOUT_PROOF = 1;

  /** Exports in a row at which content was refused and nothing was taken. */
  private int fruitless;

  /** Whether the last export cut requests and the collector took a part of them. */
  private boolean searching;

  private int cuts;
  private boolean refused;
  private boolean taken;

  /** An export begins. */
  void begin() {
    cuts = 0;
    refused = false;
    taken = false;
  }

  /** The collector took a request of this export. */
  void taken() {
    taken = true;
  }

  /** Whether the collector took a request of this export. */
  boolean hasTaken() {
    return taken;
  }

  /** The collector refused the content of a request. */
  void refused() {
    refused = true;
  }

  /** Whether one more refused request may be cut; counts it. */
  boolean mayCut() {
    if (cuts >= most()) {
      return false;
    }
    cuts++;
    return true;
  }

  private int most() {
    if (taken || searching) {
      return MOST;
    }
    if (fruitless == 0) {
      return WITHOUT_PROOF;
    }
    return Integer.bitCount(fruitless) == 1 ? MOST : 0;
  }

  /** The export ends. */
  void end() {
    searching = refused && taken;
    if (taken) {
      fruitless = 0;
    } else if (refused) {
      fruitless++;
    }
  }
}
