package ee.otel.metrics.internal.prometheus;

import io.opentelemetry.api.common.Value;

/** Values of the API's type {@link Value}. A class of its own, because old APIs lack that type. */
final class ApiValueText {
  private ApiValueText() {}

  static String of(Object any) {
    return any instanceof Value<?> value ? value.asString() : any.toString();
  }
}
