package ee.otel.metrics.benchmark;
final class PerformanceRun { public static void main(String[] a){} }
