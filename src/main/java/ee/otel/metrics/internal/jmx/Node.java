package ee.otel.metrics.internal.jmx;

import java.util.List;
import java.util.Map;

/** A part of a YAML document. */
sealed interface Node {
  /** The line, from 1, in which it begins. */
  int line();

  /** Text; empty where there is none. */
  record Scalar(int line, String text) implements Node {}

  record Sequence(int line, List<Node> items) implements Node {}

  /** In the order of the document. */
  record Mapping(int line, Map<String, Node> entries) implements Node {}
}
