package ee.otel.metrics.internal.jvm;

import ee.otel.metrics.internal.advice.BucketBoundaries;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * {@code jvm.gc.duration}, by the notifications of the JVM's collectors.
 *
 * <p>What a notification says is read by name: WildFly shows applications no {@code
 * com.sun.management}. A listener that is not removed keeps the application's class loader.
 */
final class GarbageCollections implements NotificationListener {
  private static final String TYPE = "com.sun.management.gc.notification";
  private static final List<Double> SECONDS = List.of(0.01, 0.1, 1.0, 10.0);
  private static final double MILLIS_IN_A_SECOND = 1000;

  private static final AttributeKey<String> ACTION = AttributeKey.stringKey("jvm.gc.action");
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("jvm.gc.name");
  private static final AttributeKey<String> CAUSE = AttributeKey.stringKey("jvm.gc.cause");

  private final DoubleHistogram durations;
  private final boolean withCause;

  GarbageCollections(Meter meter, boolean withCause) {
    DoubleHistogramBuilder builder =
        meter
            .histogramBuilder("jvm.gc.duration")
            .setUnit("s")
            .setDescription("Duration of JVM garbage collection actions.");
    BucketBoundaries.advise(builder, SECONDS);
    this.durations = builder.build();
    this.withCause = withCause;
  }

  /** Begins to listen. */
  void listen() {
    emitters().forEach(emitter -> emitter.addNotificationListener(this, null, null));
  }

  /** Ends listening; harmless where it has not begun. */
  void ignore() {
    for (NotificationEmitter emitter : emitters()) {
      try {
        emitter.removeNotificationListener(this);
      } catch (JMException notListening) {
        // As it should be.
      }
    }
  }

  private static List<NotificationEmitter> emitters() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(NotificationEmitter.class::isInstance)
        .map(NotificationEmitter.class::cast)
        .toList();
  }

  /** Called by a thread of the JVM: it may not throw. */
  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (notification.getType().equals(TYPE)
        && notification.getUserData() instanceof CompositeData collection
        && collection.get("gcInfo") instanceof CompositeData info
        && info.get("duration") instanceof Long millis) {
      Attributes attributes =
          withCause
              ? Attributes.of(
                  NAME, text(collection, "gcName"),
                  ACTION, text(collection, "gcAction"),
                  CAUSE, text(collection, "gcCause"))
              : Attributes.of(
                  NAME, text(collection, "gcName"), ACTION, text(collection, "gcAction"));
      durations.record(millis / MILLIS_IN_A_SECOND, attributes);
    }
  }

  private static String text(CompositeData data, String item) {
    return String.valueOf(data.get(item));
  }
}
