package ee.otel.metrics.internal.mpmetrics;

/** Counted by its stereotype. */
@CountMe
public class Booth {
  public void open() {}
}
