package io.kassa.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookListenTest {
  private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Pattern ADDRESS = Pattern.compile("http://127[^ \\n]*/");
  private static final String BODY = "{\"type\":\"payment.succeeded\",\"data\":{}}";

  @TempDir private Path directory;

  @Test
  void listenerTakesWhatIsSignedAndRefusesWhatIsNot() throws Exception {
    Path profile =
        Files.createFile(
            directory.resolve("p.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(profile, "{\"webhookSecret\":\"whsec_" + SECRET + "\"}");
    StringWriter out = new StringWriter();
    CompletableFuture<Integer> listening =
        CompletableFuture.supplyAsync(
            () ->
                Kassa.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .execute("webhook", "listen", "--port=0", "--count=1", "--profile=" + profile));
    Awaitility.await().until(() -> ADDRESS.matcher(out.toString()).find());
    Matcher address = ADDRESS.matcher(out.toString());
    assertThat(address.find()).isTrue();
    URI url = URI.create(address.group());

    assertThat(post(url, "v1,AAAA")).isEqualTo(401);
    assertThat(post(url, signature())).isEqualTo(204);

    assertThat(listening.get(10, TimeUnit.SECONDS)).isZero();
    assertThat(out.toString()).contains("refused: no signature holds", "payment.succeeded");
  }

  private static final String TIME = Long.toString(System.currentTimeMillis() / 1_000);

  private static String signature() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
    byte[] signed = mac.doFinal(("m-1." + TIME + "." + BODY).getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(signed);
  }

  private static int post(URI url, String signature) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(10))
            .header("webhook-id", "m-1")
            .header("webhook-timestamp", TIME)
            .header("webhook-signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(BODY))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
