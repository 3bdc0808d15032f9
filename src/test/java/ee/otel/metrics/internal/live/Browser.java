package ee.otel.metrics.internal.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium, without a window. Not safe for several threads. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Path profile;
  private final ChromeDriver driver;

  private Browser(Path chromium, Path chromedriver) {
    profile = temporaryDirectory();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    logs.enable(LogType.PERFORMANCE, java.util.logging.Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.executeCdpCommand("Performance.enable", Map.of("timeDomain", "threadTicks"));
  }

  /** A browser, or empty where none is installed. */
  static Optional<Browser> start() {
    return NAMES.stream()
        .flatMap(name -> installed(name).stream())
        .findFirst()
        .flatMap(
            chromium -> installed("chromedriver").map(driver -> new Browser(chromium, driver)));
  }

  private static Optional<Path> installed(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("live-page-browser");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void open(URI address) {
    driver.get(address.toString());
  }

  /** A desktop's window, or a telephone's. */
  void size(int width, int height) {
    if (width < 500) {
      // A window cannot be that narrow: the device's metrics can.
      driver.executeCdpCommand(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", true));
    } else {
      driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
      driver.manage().window().setSize(new Dimension(width, height));
    }
  }

  /** What a script in the page gives. */
  Object run(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  boolean test(String expression) {
    return Boolean.TRUE.equals(run("return !!(" + expression + ")"));
  }

  long number(String expression) {
    return ((Number) run("return " + expression)).longValue();
  }

  String text(String selector) {
    return String.valueOf(run("return document.querySelector(arguments[0]).textContent", selector));
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Waits until an expression in the page is true. */
  void await(String expression) {
    await(expression, () -> test(expression));
  }

  private void await(String wanted, BooleanSupplier reached) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within " + PATIENCE + ": " + wanted + "; console: " + console());
      }
      driver.executeAsyncScript("setTimeout(arguments[arguments.length - 1], 20)");
    }
  }

  /** How much of a processor the page's main thread has used since it was opened. */
  @SuppressWarnings("unchecked") // Chromium's own format
  long cpuMillis() {
    Map<String, Object> answer = driver.executeCdpCommand("Performance.getMetrics", Map.of());
    return ((List<Map<String, Object>>) answer.get("metrics"))
        .stream()
            .filter(metric -> metric.get("name").equals("TaskDuration"))
            .mapToLong(metric -> Math.round(1000 * ((Number) metric.get("value")).doubleValue()))
            .sum();
  }

  /** Messages of the console since the last call. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** The addresses asked for since the last call, whether or not there was an answer. */
  List<String> requested() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> entry.getMessage())
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(
            message -> message.replaceFirst("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException leftBehind) {
      // A temporary directory; the operating system removes it.
    }
  }
}
