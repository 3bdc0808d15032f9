package ee.otel.metrics.internal.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of an MBean, or an item in it, {@code HeapMemoryUsage.used}, or the sum or
 * difference of two: {@code Capacity - Free}. A backslash before a dot makes it a part of the name.
 *
 * @param text as it stands in the rule
 * @param attribute the attribute's name
 * @param items the names of the item within it, of the item within that, ...
 * @param operator {@code +}, {@code -}, or a space where there is no other
 * @param other what is added or subtracted
 */
record AttributePath(
    String text,
    String attribute,
    List<String> items,
    char operator,
    @Nullable AttributePath other) {
  private static final Pattern TWO = Pattern.compile("(\\S.*?) +([+-]) +(\\S.*)");

  static AttributePath parse(String text, int line) throws RuleException {
    Matcher two = TWO.matcher(text);
    if (two.matches()) {
      AttributePath first = parse(two.group(1), line);
      AttributePath second = parse(two.group(3), line);
      return new AttributePath(text, first.attribute, first.items, two.group(2).charAt(0), second);
    }
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && ".\\".indexOf(text.charAt(i + 1)) >= 0) {
        name.append(text.charAt(++i));
      } else if (c == '.') {
        names.add(name.toString().strip());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString().strip());
    if (names.contains("")) {
      throw new RuleException(
          line, "MBean attribute \"" + text + "\" has an empty part; name it as in attribute.item");
    }
    return new AttributePath(
        text, names.get(0), List.copyOf(names.subList(1, names.size())), ' ', null);
  }

  /** The attributes that are needed for the value. */
  List<String> attributes() {
    return other == null ? List.of(attribute) : List.of(attribute, other.attribute);
  }

  /**
   * The value; null where one on the way is null.
   *
   * @param values of the attributes, by name
   * @throws IllegalArgumentException if there is no such item, or if there is no number to add
   */
  @Nullable Object value(Map<String, @Nullable Object> values) {
    Object value = item(values.get(attribute));
    if (other == null || value == null) {
      return value;
    }
    Object second = other.value(values);
    if (second == null) {
      return null;
    }
    if (Reading.number(value) instanceof Number a && Reading.number(second) instanceof Number b) {
      int sign = operator == '-' ? -1 : 1;
      if (Reading.isInteger(a) && Reading.isInteger(b)) {
        return a.longValue() + sign * b.longValue();
      }
      return a.doubleValue() + sign * b.doubleValue();
    }
    throw new IllegalArgumentException("is not of two numbers");
  }

  private @Nullable Object item(@Nullable Object value) {
    Object current = value;
    for (String item : items) {
      if (current instanceof CompositeData data && data.containsKey(item)) {
        current = data.get(item);
      } else if (current instanceof TabularData table && table.containsKey(new Object[] {item})) {
        current = table.get(new Object[] {item});
      } else if (current == null) {
        return null;
      } else {
        throw new IllegalArgumentException("has no item " + item);
      }
    }
    return current;
  }

  /** The name of a metric that has no other. */
  String name() {
    return items.isEmpty() ? attribute : attribute + "." + String.join(".", items);
  }

  @Override
  public String toString() {
    return "attribute " + text;
  }
}
