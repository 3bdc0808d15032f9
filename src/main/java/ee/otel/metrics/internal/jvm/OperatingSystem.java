package ee.otel.metrics.internal.jvm;

import java.lang.management.ManagementFactory;
import java.util.function.ObjDoubleConsumer;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Attributes of the JVM's view of the operating system, by name: their interface is not visible to
 * applications on WildFly, and not every platform has them all.
 */
final class OperatingSystem {
  private static final ObjectName NAME = name();

  private final String[] attributes;

  OperatingSystem(String... attributes) {
    this.attributes = attributes;
  }

  /** Hands over each attribute that this platform has, unless it is negative: not known then. */
  void read(ObjDoubleConsumer<String> values) {
    try {
      for (Attribute attribute :
          ManagementFactory.getPlatformMBeanServer().getAttributes(NAME, attributes).asList()) {
        if (attribute.getValue() instanceof Number number && number.doubleValue() >= 0) {
          values.accept(attribute.getName(), number.doubleValue());
        }
      }
    } catch (JMException notThere) {
      throw new IllegalStateException(NAME + " cannot be read", notThere);
    }
  }

  private static ObjectName name() {
    try {
      return new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
    } catch (MalformedObjectNameException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
