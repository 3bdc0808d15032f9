package ee.otel.metrics.internal.export;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.List;

/**
 * Frees the record class that the JDK holds on to: Java 17 keeps the class whose {@code equals},
 * {@code hashCode} or {@code toString} was linked last, for all of the JVM, and with it that
 * class's loader.
 */
final class RecordMethods {
  private static final List<MethodType> METHODS =
      List.of(
          MethodType.methodType(boolean.class, String.class, Object.class),
          MethodType.methodType(int.class, String.class),
          MethodType.methodType(String.class, String.class));

  private RecordMethods() {}

  /** Gives the JDK a class of its own to keep instead of one of ours. */
  static void forget() {
    MethodHandle component = MethodHandles.identity(String.class);
    List<String> names = List.of("equals", "hashCode", "toString");
    for (int i = 0; i < names.size(); i++) {
      try {
        ObjectMethods.bootstrap(
            MethodHandles.lookup(),
            names.get(i),
            METHODS.get(i),
            String.class,
            "component",
            component);
      } catch (Throwable e) {
        return; // a later Java, which does not take it and does not need it
      }
    }
  }
}
