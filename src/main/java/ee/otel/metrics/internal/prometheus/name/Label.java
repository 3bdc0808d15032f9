package ee.otel.metrics.internal.prometheus.name;

/**
 * A label before labels of one name are joined.
 *
 * @param key what the attribute is called, or the label itself where it comes from no attribute
 * @param name the label's name as it is written
 */
public record Label(String key, String name, String value) {}
