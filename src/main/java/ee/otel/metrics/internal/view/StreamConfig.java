package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarReservoir;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a stream: what an instrument becomes under one view and for one reader.
 *
 * @param instrument where the measurements come from
 * @param name the stream's name
 * @param description the stream's description
 * @param aggregation neither {@code Drop} nor {@code Default}
 * @param attributes which attributes are kept
 * @param reservoir makes exemplar reservoirs, or null for those that fit the aggregation
 * @param cardinalityLimit how many attribute sets of its own it may have
 */
public record StreamConfig(
    InstrumentDescriptor instrument,
    String name,
    String description,
    Aggregation aggregation,
    AttributeFilter attributes,
    @Nullable Supplier<ExemplarReservoir> reservoir,
    int cardinalityLimit) {

  // Streams of one name are few, and what a record does by itself would be linked at the start:
  // here, and in all that a stream is made of.
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The message for another stream of this one's name that differs in more than description. */
  public String conflictWith(StreamConfig known) {
    return StreamConflict.messageOf(known, this);
  }

  /** The message for another stream of this one's name that differs in its description only. */
  public String otherDescriptionThan(StreamConfig known) {
    return StreamConflict.ofDescriptions(known, this);
  }
}
