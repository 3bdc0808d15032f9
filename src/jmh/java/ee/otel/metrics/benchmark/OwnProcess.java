package ee.otel.metrics.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A measurement in a virtual machine of its own, which prints one line. */
final class OwnProcess {
  private OwnProcess() {}

  /**
   * Runs the main method of {@code type} and waits for its end.
   *
   * @param words options of the virtual machine, which begin with a hyphen, then arguments
   * @return what it printed
   */
  static String answer(Class<?> type, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    List<String> arguments = new ArrayList<>();
    for (String word : words) {
      (word.startsWith("-") ? command : arguments).add(word);
    }
    command.add(type.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream out = process.getInputStream()) {
      String answer = new String(out.readAllBytes(), StandardCharsets.UTF_8).trim();
      if (process.waitFor() != 0) {
        throw new IOException(type.getSimpleName() + " ended with " + process.exitValue());
      }
      return answer;
    }
  }
}
