package ee.otel.metrics.internal.http.server;

/** The host and port that a client asked. */
record ServerAddress(String host, int port) {}
