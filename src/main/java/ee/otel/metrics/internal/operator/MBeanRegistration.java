package ee.otel.metrics.internal.operator;

import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * An MXBean under its name in the platform's server, until {@link #end}. Nothing here throws: an
 * application does not need it.
 */
final class MBeanRegistration {
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");

  private final MBeanServer server;
  private final List<ObjectName> names;

  private MBeanRegistration(MBeanServer server, List<ObjectName> names) {
    this.server = server;
    this.names = names;
  }

  /**
   * Registers under the name of the application and, where another has that name already, of its
   * instance.
   *
   * @param resource tells both
   */
  static MBeanRegistration of(MetricsMXBean bean, Attributes resource, Health health) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String name = "ee.otel.metrics:type=Metrics,application=" + quoted(resource, SERVICE);
    try {
      StandardMBean mbean = new StandardMBean(bean, MetricsMXBean.class, true);
      try {
        return registered(server, mbean, name);
      } catch (InstanceAlreadyExistsException another) {
        return registered(server, mbean, name + ",instance=" + quoted(resource, INSTANCE));
      }
    } catch (JMException | RuntimeException e) {
      health.warning(() -> "MXBean " + name + " could not be registered: " + e + ".");
      return new MBeanRegistration(server, List.of());
    }
  }

  private static MBeanRegistration registered(MBeanServer server, StandardMBean bean, String name)
      throws JMException {
    return new MBeanRegistration(
        server, List.of(server.registerMBean(bean, new ObjectName(name)).getObjectName()));
  }

  private static String quoted(Attributes resource, AttributeKey<String> key) {
    return ObjectName.quote(Objects.toString(resource.get(key), "application"));
  }

  /** The name that it has; empty where it has none. */
  List<ObjectName> names() {
    return names;
  }

  void end() {
    for (ObjectName name : names) {
      try {
        server.unregisterMBean(name);
      } catch (JMException | RuntimeException alreadyGone) {
        // somebody else has unregistered it
      }
    }
  }
}
