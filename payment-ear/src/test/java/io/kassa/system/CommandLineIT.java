package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as it ships, in a process of its own, against the deployed EAR. */
class CommandLineIT {
  private static final long LIMIT_SECONDS = 60;
  private static final Path SCRIPT =
      Path.of(System.getProperty("kassa.root"), "payment-client", "bin", "kassa").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

  @TempDir private Path directory;
  private final Shop shop = Shop.open();

  /** What a command left. */
  private record Ended(int code, String out, String err) {
    JsonObject json() {
      try (var reader = Json.createReader(new StringReader(out))) {
        return reader.readObject();
      }
    }
  }

  @BeforeEach
  void writeProfile() throws IOException {
    Reply made =
        Client.operator()
            .post("/merchants/" + shop.merchantId() + "/credentials", "{\"type\":\"HMAC\"}");
    Path profile =
        Files.createFile(
            directory.resolve("profile.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        profile,
        """
        {"apiBase":"%s","credentialId":"%s","secret":"%s","signing":"hmac",
         "currency":"CNY","accountId":"%s"}
        """
            .formatted(
                Instance.current().apiBase(),
                made.text("id"),
                made.text("secret"),
                shop.account(5_000)));
  }

  @Test
  void createPayStatusInvoiceAndVerifyWorkTogether() throws Exception {
    Ended created = kassa("create", "12.00", "--order", "cli-1", "--json");
    assertThat(created.code()).as(created.err()).isZero();
    String payment = created.json().getString("id");

    Ended paid = kassa("pay", created.json().getString("checkoutUrl"), "--json");
    assertThat(paid.code()).as(paid.err()).isZero();
    Files.writeString(directory.resolve("confirmation.json"), paid.out());

    assertThat(kassa("verify", "confirmation.json").out()).contains("signed by Kassa's key");
    assertThat(kassa("status", payment, "--wait").out()).contains("SUCCEEDED", "12.00 CNY");
    assertThat(kassa("invoice", payment, "-o", "i.pdf").code()).isZero();
    assertThat(Files.readAllBytes(directory.resolve("i.pdf"))).startsWith('%', 'P', 'D', 'F');
    assertThat(kassa("list").out()).contains("cli-1");
  }

  @Test
  void payWorksAtOnceAndSaysWhenTheBalanceIsShort() throws Exception {
    assertThat(kassa("pay").out()).contains("1.00 CNY");
    Ended declined = kassa("pay", "1000");
    assertThat(declined.code()).isEqualTo(7);
    assertThat(declined.err()).contains("insufficient-funds");
  }

  @Test
  void loadPaysAsOftenAsAsked() throws Exception {
    Ended load = kassa("load", "--payments", "20", "--json");

    assertThat(load.code()).as(load.out() + load.err()).isZero();
    assertThat(load.json().getInt("payments")).isEqualTo(20);
  }

  @Test
  void refundGivesBackAPartAndThenTheRest() throws Exception {
    String payment = kassa("pay", "12.00", "--json").json().getString("paymentId");

    assertThat(kassa("refund", payment, "2.50").out()).contains("2.50 CNY", "SUCCEEDED");
    assertThat(kassa("refund", payment).out()).contains("9.50 CNY");
    assertThat(kassa("status", payment).out()).contains("refunded", "12.00 CNY");
    assertThat(kassa("refund", payment, "0.01").err()).contains("refund-exceeds-payment");
  }

  @Test
  void eventsAreFollowedAsTheyHappen() throws Exception {
    Process following = start("follow", "events", "--follow", "--json");
    try {
      String first = kassa("pay", "1.00", "--json").json().getString("paymentId");
      Awaitility.await().until(() -> printed("follow").contains(first));
      String second = kassa("pay", "2.00", "--json").json().getString("paymentId");
      Awaitility.await().until(() -> printed("follow").contains(second));
    } finally {
      following.destroy();
    }
    List<String> lines = printed("follow").lines().toList();
    assertThat(lines).doesNotHaveDuplicates().anyMatch(line -> line.contains("payment.succeeded"));
    assertThat(kassa("events").out()).contains("payment.succeeded").doesNotContain("{");
  }

  @Test
  void webhooksAreReceivedAndVerified() throws Exception {
    int port = freePort();
    Reply endpoint =
        Client.operator()
            .post(
                "/merchants/" + shop.merchantId() + "/webhook-endpoints",
                "{\"url\":\"http://127.0.0.1:%d/\",\"eventTypes\":[\"payment.succeeded\"]}"
                    .formatted(port));
    Path profile = directory.resolve("profile.json");
    String secret = ",\"webhookSecret\":\"" + endpoint.text("secret") + "\"}";
    Files.writeString(profile, Files.readString(profile).strip().replaceFirst("}$", secret));
    Process listening =
        start("listen", "webhook", "listen", "--port", "" + port, "--count", "1", "--json");
    try {
      String payment = kassa("pay", "1.00", "--json").json().getString("paymentId");

      assertThat(listening.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(listening.exitValue()).isZero();
      assertThat(printed("listen")).contains("payment.succeeded", payment);
    } finally {
      listening.destroy();
    }
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  private String printed(String name) throws IOException {
    return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
  }

  private Ended kassa(String... arguments) throws IOException, InterruptedException {
    Process process = start("out", arguments);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
        .as("%s ends", List.of(arguments))
        .isTrue();
    return new Ended(process.exitValue(), printed("out"), printed("out.err"));
  }

  /** Starts a command that prints into a file of this name. */
  private Process start(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("KASSA_PROFILE", directory.resolve("profile.json").toString());
    process.environment().merge("PATH", JAVA.toString(), (path, first) -> first + ":" + path);
    return process
        .directory(directory.toFile())
        .redirectOutput(directory.resolve(name).toFile())
        .redirectError(directory.resolve(name + ".err").toFile())
        .start();
  }
}
