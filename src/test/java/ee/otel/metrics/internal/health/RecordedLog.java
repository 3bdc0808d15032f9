package ee.otel.metrics.internal.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything the library logs while this is open, kept from the console. */
public final class RecordedLog extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("ee.otel.metrics");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  public RecordedLog() {
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  public List<String> warnings() {
    return at(Level.WARNING);
  }

  public List<String> at(Level level) {
    return records.stream()
        .filter(r -> r.getLevel().equals(level))
        .map(LogRecord::getMessage)
        .toList();
  }

  public List<LogRecord> all() {
    return List.copyOf(records);
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }
}
