package ee.otel.metrics.benchmark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartProfileTest {

  @Test
  void table_showsChainsThatTookLongAndTheSumOfTheirBeginnings() {
    String table =
        new StartProfile(
                List.of(
                    "a line of the server's",
                    "start sample 30400 One.begin",
                    "start sample 20000 One.begin > Two.read",
                    "start sample 7000 Three.add",
                    "start sample 4999 Three.add > Four.name"))
            .table();
    assertEquals(
        """
        | our methods | ms |
        | --- | --: |
        | all | 37 |
        | `One.begin` | 30 |
        | `One.begin > Two.read` | 20 |
        | `Three.add` | 7 |
        """,
        table);
  }
}
