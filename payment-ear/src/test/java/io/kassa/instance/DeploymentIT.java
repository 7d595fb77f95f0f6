package io.kassa.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeploymentIT {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void deployedInstanceIsReady() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(Instance.current().server().healthBase() + "/ready");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"status\":\"UP\"");
  }

  /** WildFly's own checks do not know those of an EAR's web application: docs/servers.md. */
  @Tag("health")
  @Test
  void startedAndAliveAreAskedApartFromReady() throws IOException, InterruptedException {
    for (String question : List.of("started", "live")) {
      HttpResponse<String> answer = get(Instance.current().server().healthBase() + "/" + question);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"name\":\"kassa-" + question + "\"")
          .doesNotContain("\"name\":\"kassa\"");
    }
  }

  @Test
  void answersDoNotNameTheServer() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(Instance.current().base() + "/");

    assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  /** The server holds it encrypted; the search is shown to find what the domain holds. */
  @Test
  void keystorePasswordIsInNoFileOfTheDomain() throws IOException {
    Instance instance = Instance.current();

    assertThat(filesOfTheDomainWith(instance.base().toString())).isNotEmpty();
    assertThat(filesOfTheDomainWith(instance.keystorePassword())).isEmpty();
  }

  private static List<String> filesOfTheDomainWith(String text) throws IOException {
    Path domain = Instance.current().server().domain();
    List<String> found = new ArrayList<>();
    for (String part : Instance.current().server().written()) {
      try (Stream<Path> files = Files.walk(domain.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
            found.add(domain.relativize(file).toString());
          }
        }
      }
    }
    return found;
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
