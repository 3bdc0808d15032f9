package ee.otel.metrics.internal.jmx;

import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;

/** An MBean whose attributes are those of a map; one whose value is an exception throws it. */
final class Shelf implements DynamicMBean {
  private final Map<String, Object> attributes;

  Shelf(Map<String, Object> attributes) {
    this.attributes = attributes;
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException, MBeanException {
    if (!attributes.containsKey(name)) {
      throw new AttributeNotFoundException(name);
    }
    Object value = attributes.get(name);
    if (value instanceof RuntimeException broken) {
      throw broken;
    }
    return value;
  }

  /** As the platform's own MBeans: what throws is left out. */
  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList list = new AttributeList();
    for (String name : names) {
      try {
        list.add(new Attribute(name, getAttribute(name)));
      } catch (AttributeNotFoundException | MBeanException | RuntimeException leftOut) {
        // Left out.
      }
    }
    return list;
  }

  @Override
  public void setAttribute(Attribute attribute) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object invoke(String action, Object[] parameters, String[] signature) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] infos =
        attributes.keySet().stream()
            .map(
                name ->
                    new MBeanAttributeInfo(
                        name, "java.lang.Object", "told: " + name, true, false, false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(Shelf.class.getName(), "a shelf", infos, null, null, null);
  }
}
