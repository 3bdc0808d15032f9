package ee.otel.metrics.data;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.opentelemetry.api.common.Attributes;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The memo of encoded attributes: whoever sees it sees all its bytes. */
public final class PointAttributesStress {
  private PointAttributesStress() {}

  @JCStressTest
  @Outcome(
      id = {"10, 10"},
      expect = ACCEPTABLE,
      desc = "all bytes")
  @State
  public static class EncodedTwice {
    private final PointAttributes attributes = new PointAttributes(Attributes.empty());

    private int encode() {
      byte[] bytes = attributes.encoded(unused -> new byte[] {1, 2, 3, 4});
      return bytes[0] + bytes[1] + bytes[2] + bytes[3];
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = encode();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = encode();
    }
  }
}
