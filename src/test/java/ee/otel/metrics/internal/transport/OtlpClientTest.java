package ee.otel.metrics.internal.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;

class OtlpClientTest {

  /** A delay of the interceptor would add to ours, and maxDuration 0 is a limit on Payara. */
  @Test
  void retry_leavesTheWaitingToTheAttempt() throws Exception {
    Retry retry =
        OtlpClient.class.getMethod("post", ExportAttempt.class).getAnnotation(Retry.class);

    assertEquals(3, retry.maxRetries());
    assertEquals(0, retry.delay());
    assertEquals(0, retry.jitter());
    assertEquals(3_600_000, retry.maxDuration());
    assertArrayEquals(new Class<?>[] {RetryableExportException.class}, retry.retryOn());
    assertArrayEquals(new Class<?>[] {RejectedExportException.class}, retry.abortOn());
  }
}
