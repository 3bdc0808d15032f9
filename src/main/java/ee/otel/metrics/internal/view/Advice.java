package ee.otel.metrics.internal.view;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the author of an instrument recommends (specification: <em>Metrics API, Instrument advisory
 * parameters</em>).
 *
 * @param boundaries of an explicit histogram, already checked, or null
 * @param attributeKeys the attributes worth keeping, or null for all
 */
public record Advice(@Nullable List<Double> boundaries, @Nullable Set<String> attributeKeys) {
  public static final Advice NONE = new Advice(null, null);
}
