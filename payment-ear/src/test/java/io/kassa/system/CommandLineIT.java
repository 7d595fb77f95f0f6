package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as it ships, in a process of its own, against the deployed EAR. */
class CommandLineIT {
  private static final long LIMIT_SECONDS = 60;

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

  private Ended kassa(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar().toString(),
                "--profile=" + directory.resolve("profile.json")));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static Path jar() throws IOException {
    Path target = Path.of(System.getProperty("kassa.root"), "payment-client", "target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-cli.jar"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }
}
