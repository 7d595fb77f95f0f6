package io.kassa.browser;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A browser with a fresh profile, without a window. */
final class Chromium implements AutoCloseable {
  private static final List<String> USUAL =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private Chromium(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one, or skips the test loudly where there is none. */
  static Chromium start(Path profile) throws IOException {
    Path program = program();
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile());
    builder.environment().put("FONTCONFIG_FILE", fonts(profile).toString());
    Process process = builder.start();
    Path active = profile.resolve("DevToolsActivePort");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(active) && Files.readString(active).contains("\n"));
    int port = Integer.parseInt(Files.readString(active).lines().findFirst().orElseThrow());
    return new Chromium(process, port);
  }

  /** The machine's fonts and the one of Kassa's invoices, so that Chinese shows on any machine. */
  private static Path fonts(Path profile) throws IOException {
    Path own =
        Path.of(System.getProperty("kassa.root"))
            .resolve("payment-ejb/src/main/resources/io/kassa/invoice/fonts")
            .toRealPath();
    return Files.writeString(
        profile.resolve("fonts.conf"),
        """
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig>
          <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
          <dir>%s</dir>
          <cachedir>%s</cachedir>
        </fontconfig>
        """
            .formatted(own, profile.resolve("fonts-cache")));
  }

  private static Path program() {
    Optional<Path> program =
        Stream.concat(Stream.ofNullable(System.getProperty("kassa.chromium")), USUAL.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty()) {
      String what =
          "NO CHROMIUM HERE: the checkout page is not tested (-Dkassa.chromium=<program>)";
      if ("required".equals(System.getProperty("kassa.browser"))) {
        throw new IllegalStateException(what);
      }
      System.err.println("*".repeat(80) + "\n" + what + "\n" + "*".repeat(80));
      Assumptions.abort(what);
    }
    return program.orElseThrow();
  }

  /** A new tab; all tabs share storage of origins, not of sessions. */
  Tab tab() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    try (JsonReader reader = Json.createReader(new StringReader(answer))) {
      URI url = URI.create(reader.readObject().getString("webSocketDebuggerUrl"));
      return new Tab(new Wire(http, url));
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
