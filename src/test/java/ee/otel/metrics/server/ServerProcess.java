package ee.otel.metrics.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.zip.ZipEntry;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An application server that runs an application, or several, as a child process.
 *
 * <p>It has a directory of its own below {@code target/servers} with the WAR, the temporary files
 * and the output. It ends when it is closed, and at the latest with this JVM, however that ends.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration DEPLOY_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);

  /** Of every server of this build, before those of its launch. */
  private static final List<String> JVM_OPTIONS =
      Arrays.stream(System.getProperty("server.jvm.options", "").split(" "))
          .filter(option -> !option.isEmpty())
          .toList();

  private final Server server;
  private final Process process;
  private final Application application;
  private final Path output;
  private final Path directory;
  private final long begin = System.nanoTime();
  private Duration startTime = Duration.ZERO;

  /**
   * How a server ended.
   *
   * @param code the exit code; 143 after SIGTERM is usual for a JVM
   * @param after how long it was waited for
   */
  public record Exit(int code, Duration after) {}

  private ServerProcess(
      Server server, Process process, Application application, Path output, Path directory) {
    this.directory = directory;
    this.server = server;
    this.process = process;
    this.application = application;
    this.output = output;
  }

  /**
   * Starts the server and waits until the application answers.
   *
   * @throws AssertionError with the end of the output, when it does not
   */
  public static ServerProcess start(Server server, Launch launch) {
    ServerProcess started = spawn(server, launch);
    try {
      started.awaitAnswer(launch.probe(), launch.startTimeout());
      started.startTime = Duration.ofNanos(System.nanoTime() - started.begin);
      return started;
    } catch (RuntimeException | Error e) {
      started.kill();
      throw e;
    }
  }

  private static ServerProcess spawn(Server server, Launch launch) {
    try {
      Path servers = Files.createDirectories(Project.target().resolve("servers"));
      Path directory = Files.createTempDirectory(servers, launch.name() + "-");
      Path archive = directory.resolve(launch.archive().getName());
      launch.archive().as(ZipExporter.class).exportTo(archive.toFile());
      Path temporary = Files.createDirectory(directory.resolve("tmp"));
      Path output = directory.resolve("output.log");
      int port = launch.port() == 0 ? freePort() : launch.port();

      List<String> jvmOptions = new ArrayList<>();
      jvmOptions.add("-javaagent:" + tether(directory));
      jvmOptions.add("-Djava.io.tmpdir=" + temporary);
      jvmOptions.addAll(JVM_OPTIONS);
      launch.systemProperties().forEach((key, value) -> jvmOptions.add("-D" + key + "=" + value));
      jvmOptions.addAll(launch.jvmOptions());
      ProcessBuilder builder =
          new ProcessBuilder(server.command(launch, jvmOptions, archive, port, directory))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(server.environment(directory));
      builder.environment().putAll(launch.environment());
      URI uri = URI.create("http://127.0.0.1:" + port + "/" + launch.root() + "/");
      return new ServerProcess(server, builder.start(), new Application(uri), output, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Application application() {
    return application;
  }

  /** Deploys another WAR and waits until it answers. */
  public Application deploy(WebArchive war, String probe) {
    Application deployed = offer(war);
    await(deployed.root() + probe, () -> status(deployed, probe) / 100 == 2);
    return deployed;
  }

  /** Deploys another WAR, which may fail, and does not wait. */
  Application offer(WebArchive war) {
    try {
      Path archive = directory.resolve(war.getName());
      if (Files.notExists(archive)) {
        war.as(ZipExporter.class).exportTo(archive.toFile());
      }
      server.deploy(archive, directory, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Application(application.root().resolve("/" + Launch.baseName(war.getName()) + "/"));
  }

  /** Undeploys a WAR and waits until it answers no more. */
  public void undeploy(WebArchive war, String probe) {
    Application gone =
        new Application(application.root().resolve("/" + Launch.baseName(war.getName()) + "/"));
    try {
      server.undeploy(war.getName(), directory, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("end of " + gone.root() + probe, () -> status(gone, probe) == 404);
  }

  /**
   * Waits until it holds.
   *
   * @throws AssertionError with the end of the output, when it does not for minutes
   */
  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEPLOY_TIMEOUT.toNanos();
    while (!condition.getAsBoolean()) {
      if (endsWithin(PROBE_INTERVAL) || System.nanoTime() > deadline) {
        throw new AssertionError(what + ": not in " + DEPLOY_TIMEOUT + "\n" + tail());
      }
    }
  }

  /** Has a line printed for each exporter that ends from now on: see {@link #stopTimes}. */
  public void timeStops() {
    tell(Tether.TIME_STOPS);
  }

  /** How long ends of exporters held up the stops of their applications, in their order. */
  public List<Duration> stopTimes() {
    return lines().stream()
        .map(StopTimes.LINE::matcher)
        .filter(Matcher::find)
        .map(line -> Duration.ofMillis(Long.parseLong(line.group(1))))
        .toList();
  }

  /** Says a line to the agent in the server's JVM. */
  void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** From the start of the process to the application's first answer. */
  public Duration startTime() {
    return startTime;
  }

  /**
   * The lines that {@code jcmd} prints when it gives the server's JVM that command.
   *
   * @throws AssertionError with them, when it fails
   */
  public List<String> jcmd(String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asking =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid()), command)
              .redirectErrorStream(true)
              .start();
      String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (asking.waitFor() != 0) {
        throw new AssertionError("jcmd " + command + " failed\n" + said);
      }
      return said.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking", e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The file that takes the server's standard output and error. */
  public Path output() {
    return output;
  }

  /** Sends SIGTERM and does not wait. */
  public void terminate() {
    // Not Process.destroy(): that closes standard input too, which would pull the tether.
    process.toHandle().destroy();
  }

  /** Sends SIGKILL to this process only. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  /**
   * Waits until the server has ended.
   *
   * @throws AssertionError when it has not within that time; it was killed then
   */
  public Exit awaitExit(Duration atMost) {
    long begin = System.nanoTime();
    if (!endsWithin(atMost)) {
      kill();
      throw new AssertionError("not ended within " + atMost + ", killed\n" + tail());
    }
    return new Exit(process.exitValue(), Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Ends the server if it still runs: SIGTERM, and SIGKILL when that does not help. */
  @Override
  public void close() {
    if (process.isAlive()) {
      terminate();
      if (!endsWithin(STOP_TIMEOUT)) {
        kill();
        endsWithin(STOP_TIMEOUT);
      }
    }
  }

  /** The last lines of the output. */
  public String tail() {
    List<String> lines = lines();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  private void awaitAnswer(String path, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!answers(path)) {
      if (endsWithin(PROBE_INTERVAL)) {
        throw new AssertionError("ended with " + process.exitValue() + "\n" + tail());
      }
      if (server.deploymentFailure().matcher(String.join("\n", lines())).find()) {
        throw new AssertionError("the application was not deployed\n" + tail());
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            application.root().resolve(path) + ": no answer in " + atMost + "\n" + tail());
      }
    }
  }

  private boolean answers(String path) {
    return status(application, path) / 100 == 2;
  }

  private static int status(Application application, String path) {
    try {
      return application.get(path).statusCode();
    } catch (UncheckedIOException e) {
      return -1;
    }
  }

  /** Waits that long at most for the server to end by itself or by a signal sent before. */
  public boolean endsWithin(Duration time) {
    try {
      process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      throw new IllegalStateException("interrupted while waiting", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The output so far. */
  public List<String> lines() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A loopback port that nobody listens on at this moment. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The agent in a jar of its own, as the JVM wants it. */
  private static Path tether(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", Tether.class.getName());
    Path jar = directory.resolve("tether.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> type : List.of(Tether.class, PayaraMicroDeployer.class, StopTimes.class)) {
        String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(entry));
        try (var classFile = type.getResourceAsStream("/" + entry)) {
          classFile.transferTo(out);
        }
      }
    }
    return jar;
  }
}
