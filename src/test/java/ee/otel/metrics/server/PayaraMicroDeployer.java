package ee.otel.metrics.server;

import java.io.File;
import java.lang.instrument.Instrumentation;

/**
 * Deploys and undeploys in a running Payara Micro, which offers that to code in its own JVM only.
 */
final class PayaraMicroDeployer {
  private PayaraMicroDeployer() {}

  /** Does {@code deploy <file>} or {@code undeploy <name>}. */
  static void obey(String line, Instrumentation instrumentation) {
    try {
      Object runtime = runtime(instrumentation);
      String[] words = line.split(" ", 2);
      Object argument = words[0].equals("deploy") ? new File(words[1]) : words[1];
      Class<?> api =
          Class.forName(
              "fish.payara.micro.PayaraMicroRuntime", false, runtime.getClass().getClassLoader());
      api.getMethod(words[0], argument.getClass()).invoke(runtime, argument);
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.err.println("not done: " + line + ": " + e);
      e.printStackTrace();
    }
  }

  private static Object runtime(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getName().equals("fish.payara.micro.impl.PayaraMicroImpl")) {
        Object server = loaded.getMethod("getInstance").invoke(null);
        return loaded.getMethod("getRuntime").invoke(server);
      }
    }
    throw new IllegalStateException("Payara Micro does not run yet");
  }
}
