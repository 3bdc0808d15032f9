package ee.otel.metrics.internal.jmx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.IntrospectionException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * The MBeans that match some names. An exact name is looked up each time; for a pattern the server
 * searches all its MBeans, so what it found counts for a while.
 */
final class Beans {
  private final MBeanServer server;
  private final List<ObjectName> wanted;
  private final long maximumAge;
  private final LongSupplier nanoTime;
  private volatile @Nullable Listing listing;

  private record Listing(List<ObjectName> names, long time) {}

  /**
   * @param maximumAge how long a listing counts, in nanoseconds
   */
  Beans(MBeanServer server, List<ObjectName> wanted, long maximumAge, LongSupplier nanoTime) {
    this.server = server;
    this.wanted = wanted;
    this.maximumAge = maximumAge;
    this.nanoTime = nanoTime;
  }

  /** The MBeans that are there, or were when they were last looked for. */
  List<ObjectName> names() {
    if (wanted.stream().noneMatch(ObjectName::isPattern)) {
      return wanted;
    }
    Listing known = listing;
    long now = nanoTime.getAsLong();
    if (known == null || now - known.time >= maximumAge) {
      List<ObjectName> names = new ArrayList<>();
      for (ObjectName name : wanted) {
        if (name.isPattern()) {
          server.queryNames(name, null).stream().sorted().forEach(names::add);
        } else {
          names.add(name);
        }
      }
      known = new Listing(names, now);
      listing = known;
    }
    return known.names;
  }

  /**
   * The attributes of those names that the MBean has; null if there is no such MBean.
   *
   * @throws RuntimeException whatever the MBean throws
   */
  @Nullable Map<String, @Nullable Object> attributes(ObjectName name, String[] attributes) {
    try {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Attribute attribute : server.getAttributes(name, attributes).asList()) {
        values.put(attribute.getName(), attribute.getValue());
      }
      return values;
    } catch (InstanceNotFoundException gone) {
      listing = null;
      return null;
    } catch (ReflectionException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** One attribute, by itself. */
  @Nullable Object attribute(ObjectName name, String attribute) throws JMException {
    return server.getAttribute(name, attribute);
  }

  /** The MBean's description of an attribute; empty if there is none. */
  String description(ObjectName name, String attribute) {
    try {
      for (MBeanAttributeInfo info : server.getMBeanInfo(name).getAttributes()) {
        if (info.getName().equals(attribute) && info.getDescription() != null) {
          return info.getDescription();
        }
      }
    } catch (InstanceNotFoundException
        | IntrospectionException
        | ReflectionException
        | RuntimeException untold) {
      // Then there is none.
    }
    return "";
  }
}
