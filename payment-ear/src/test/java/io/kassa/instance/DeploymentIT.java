package io.kassa.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class DeploymentIT {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void deployedInstanceIsReady() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(Instance.current().serverBase() + "/health/ready");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"status\":\"UP\"");
  }

  @Test
  void answersDoNotNameTheServer() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(Instance.current().base() + "/");

    assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
