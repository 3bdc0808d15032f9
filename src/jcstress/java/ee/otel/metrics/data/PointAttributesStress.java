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

  private static final class Encoder implements PointAttributes.Encoder {
    @Override
    public byte[][] keys(Attributes attributes) {
      return new byte[][] {{1}, {2}};
    }

    @Override
    public byte[] values(Attributes attributes) {
      return new byte[] {3, 4};
    }
  }

  @JCStressTest
  @Outcome(
      id = {"10, 10"},
      expect = ACCEPTABLE,
      desc = "all bytes")
  @State
  public static class EncodedTwice {
    private final PointAttributes attributes = new PointAttributes(Attributes.empty());

    private int encode() {
      Encoder encoder = new Encoder();
      byte[] values = attributes.values(encoder);
      byte[][] keys = attributes.keys(encoder);
      return values[0] + values[1] + keys[0][0] + keys[1][0];
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
