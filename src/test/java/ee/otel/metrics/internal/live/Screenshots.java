package ee.otel.metrics.internal.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes screenshots of the page in a directory: two sizes, dark and light. */
public final class Screenshots {
  private Screenshots() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    try (LiveServer server = LiveServer.startFast(0, new SampleShop(LiveServer.fast(10)), 10);
        Browser browser = Browser.start().orElseThrow()) {
      browser.open(server.address());
      browser.size(1360, 1000);
      browser.await("document.querySelectorAll('.card').length > 5");
      browser.run("window.began = performance.now()");
      browser.await("performance.now() - window.began > 18000");
      if (browser.test("document.documentElement.dataset.theme === 'dark'")) {
        browser.press("t");
      }
      for (String theme : new String[] {"light", "dark"}) {
        browser.size(1360, 1000);
        browser.await("document.querySelector('.card canvas')");
        save(browser, directory.resolve("desktop-" + theme + ".png"));
        browser.run(
            "document.querySelector('[data-name=\"http.server.request.duration\"]').click()");
        browser.await("document.querySelector('#detail canvas')");
        save(browser, directory.resolve("detail-" + theme + ".png"));
        browser.run("document.querySelector('#detail').close()");
        browser.size(390, 844);
        browser.run("window.began = performance.now(); scrollTo(0, 0)");
        browser.await("performance.now() - window.began > 400");
        save(browser, directory.resolve("phone-" + theme + ".png"));
        browser.run("document.querySelector('[data-name=\"shop.orders\"]').click()");
        browser.run("window.began = performance.now()");
        browser.await("performance.now() - window.began > 400");
        save(browser, directory.resolve("phone-detail-" + theme + ".png"));
        browser.run("document.querySelector('#detail').close()");
        browser.press("t");
      }
      System.out.println(browser.console());
    }
  }

  private static void save(Browser browser, Path file) throws IOException {
    Files.write(file, browser.screenshot());
  }
}
