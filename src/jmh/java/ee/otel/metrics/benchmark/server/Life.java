package ee.otel.metrics.benchmark.server;

/**
 * What was seen of one server, from its start to its end.
 *
 * @param startSeconds from the start of the process to the application's first answer
 * @param startCpuSeconds the processor time of the same
 * @param requestsPerSecond under load
 * @param requestMicros processor time of a request
 * @param measuringNanos processor time of one counter add and one histogram record, together with
 *     making their attributes
 * @param heapMegabytes in use after the load and a full collection
 * @param metaspaceMegabytes in use then, for classes
 * @param exports received until then
 */
record Life(
    double startSeconds,
    double startCpuSeconds,
    double requestsPerSecond,
    double requestMicros,
    double measuringNanos,
    double heapMegabytes,
    double metaspaceMegabytes,
    int exports) {}
