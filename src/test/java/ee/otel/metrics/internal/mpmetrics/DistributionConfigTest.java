package ee.otel.metrics.internal.mpmetrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistributionConfigTest {

  private static DistributionConfig with(String key, String value) {
    Map<String, String> values = Map.of(key, value);
    return new DistributionConfig(name -> Optional.ofNullable(values.get(name)));
  }

  private static void assertPercentiles(String property, String metric, double... expected) {
    assertArrayEquals(expected, with(DistributionConfig.PERCENTILES, property).percentiles(metric));
  }

  @Test
  void percentiles_areThoseOfTheLastThatMatches() {
    assertPercentiles("a.h=0.3,0.4;a.t=0.5,0.8", "a.t", 0.5, 0.8);
    assertPercentiles("a.*=0.6;a.test.h=0.4", "a.test.h", 0.4);
    assertPercentiles("a.*=0.6;a.test.h=0.4", "a.other", 0.6);
    assertPercentiles("a.h=0.4;a.*=0.6", "a.h", 0.6);
    assertPercentiles("a.h=0.4", "b", 0.5, 0.75, 0.95, 0.98, 0.99, 0.999);
  }

  @Test
  void percentiles_canBeSwitchedOff() {
    assertPercentiles("*=", "a");
    assertPercentiles("", "a");
    assertPercentiles("a.h=", "a.h");
  }

  @Test
  void badPercentiles_areIgnored() {
    assertPercentiles("h=0.1,adf,fd.ks,0.3,%0.4,()*&$(,0.4,/0.1", "h", 0.1, 0.3, 0.4);
    assertPercentiles("h=1.1,-0.1,1,0", "h", 0, 1);
  }

  @Test
  void histogramBuckets_areNumbersAboveZero() {
    DistributionConfig config =
        with(DistributionConfig.HISTOGRAM_BUCKETS, "h=sdf,10,sdf.s,12.0,&*(,//sdf,,90,0;b.*=30");
    assertArrayEquals(new double[] {10, 12, 90}, config.histogramBuckets("h"));
    assertArrayEquals(new double[] {30}, config.histogramBuckets("b.x"));
    assertArrayEquals(new double[] {}, config.histogramBuckets("other"));
  }

  @Test
  void timerBuckets_areDurations() {
    DistributionConfig config =
        with(DistributionConfig.TIMER_BUCKETS, "t=500ms,2s,3m,100,1h,12.0,90msh,dk");
    assertArrayEquals(new double[] {100e6, 500e6, 2e9, 180e9, 3600e9}, config.timerBuckets("t"));
  }
}
