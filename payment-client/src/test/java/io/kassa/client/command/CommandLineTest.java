package io.kassa.client.command;

import static io.kassa.client.LoopbackServer.json;
import static io.kassa.client.LoopbackServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.client.LoopbackServer;
import io.kassa.client.Samples;
import io.kassa.client.json.Members;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private static final String PAYMENT = "/payments/" + Samples.PAYMENT_ID;

  private final LoopbackServer server = new LoopbackServer();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private Path profile;

  CommandLineTest() throws IOException {}

  @BeforeEach
  void writeProfile() throws IOException {
    profile =
        Files.createFile(
            directory.resolve("profile.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        profile,
        """
        {"apiBase":"%s","credentialId":"kc_1","secret":"s","currency":"CNY","accountId":"%s"}
        """
            .formatted(server.apiBase(), Samples.ACCOUNT_ID));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--profile", profile.toString()));
    CommandLine line = Kassa.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void createShowsKeyAndPageInATable() {
    server.on("POST /payments", json(201, Samples.created()));

    assertThat(run("create", "19.99", "--order", "order-1", "--qr")).as(err.toString()).isZero();

    Members sent = Members.parse(server.asked().get(0).body());
    assertThat(sent.integer("amount")).isEqualTo(1999);
    assertThat(sent.object("payer").orElseThrow().text("accountId")).isEqualTo(Samples.ACCOUNT_ID);
    assertThat(out.toString()).contains("19.99 CNY", Samples.PAYMENT_KEY, "█▀▀");
  }

  @Test
  void createForScriptsIsOneJsonLine() {
    server.on("POST /payments", json(201, Samples.created()));

    assertThat(run("create", "1", "--json", "--qr")).isZero();

    assertThat(out.toString().lines()).hasSize(1);
    assertThat(Members.parse(out.toString()).text("paymentKey")).isEqualTo(Samples.PAYMENT_KEY);
  }

  @Test
  void payWithoutArgumentsCreatesAndPays() throws Exception {
    server
        .on("POST /payments", json(201, Samples.created()))
        .on("POST " + PAYMENT + "/confirmation", json(200, new Samples().confirmation()));

    assertThat(run("pay")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("K7-2026");
    assertThat(server.asked().get(1).headers().get("Authorization"))
        .isEqualTo("PaymentKey " + Samples.PAYMENT_KEY);
  }

  @Test
  void payShowsTheCodeAndWaitsForThePayer() throws Exception {
    server
        .on(
            "POST " + PAYMENT + "/confirmation",
            json(
                202,
                "{\"status\":\"PROCESSING\","
                    + "\"nextAction\":{\"type\":\"qr_code\",\"content\":\"weixin://x\"}}"))
        .on("GET " + PAYMENT, json(200, Samples.paid()))
        .on("GET " + PAYMENT + "/confirmation", json(200, new Samples().confirmation()));
    String page =
        server.apiBase().toString().replace("/api/v1", "/checkout/")
            + Samples.PAYMENT_ID
            + "#"
            + Samples.PAYMENT_KEY;

    assertThat(run("pay", page, "--channel", "wechat_pay", "--scene", "native"))
        .as(err.toString())
        .isZero();

    assertThat(server.asked().get(0).body())
        .isEqualTo("{\"channel\":\"WECHAT_PAY\",\"scene\":\"NATIVE\"}");
    assertThat(out.toString()).contains("weixin://x", "█▀▀", "K7-2026");
  }

  @Test
  void exitCodeTellsWhatWentWrong() {
    server.on("GET " + PAYMENT, problem(404, "not-found"));
    server.on("POST /payments", problem(402, "insufficient-funds"));

    assertThat(run("status", Samples.PAYMENT_ID)).isEqualTo(Exit.REFUSED);
    assertThat(run("pay")).isEqualTo(Exit.DECLINED);
    assertThat(run("create", "1.999")).isEqualTo(Exit.USAGE);
    assertThat(run("create")).isEqualTo(Exit.USAGE);
    server.close();
    assertThat(run("status", Samples.PAYMENT_ID)).isEqualTo(Exit.NO_ANSWER);
    assertThat(err.toString()).contains("not-found", "insufficient-funds").doesNotContain("at io.");
  }

  @Test
  void statusThatWaitsInVainSaysNotYet() {
    server.on("GET " + PAYMENT, json(200, Samples.payment()));

    assertThat(run("status", Samples.PAYMENT_ID, "--wait", "--timeout", "0"))
        .isEqualTo(Exit.NOT_YET);
  }

  @Test
  void profileThatOthersMayReadIsRefused() throws IOException {
    Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run("status", Samples.PAYMENT_ID)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("chmod 600");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void verifyNeedsNoServerIfTheKeysAreSaved() throws Exception {
    Samples samples = new Samples();
    Path confirmation = Files.writeString(directory.resolve("c.json"), samples.confirmation());
    Path keys = Files.writeString(directory.resolve("k.json"), samples.keys());

    assertThat(run("verify", confirmation.toString(), "--keys", keys.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("signed by Kassa's key k-1");
    assertThat(server.asked()).isEmpty();

    Files.writeString(confirmation, samples.confirmation().replace("1999", "9"));
    assertThat(run("verify", confirmation.toString(), "--keys", keys.toString()))
        .isEqualTo(Exit.NOT_VERIFIED);
  }

  @Test
  void invoiceIsSaved() throws IOException {
    server.on(
        "GET " + PAYMENT + "/invoice",
        exchange -> LoopbackServer.send(exchange, 200, "application/pdf", "%PDF-1.7"));
    Path file = directory.resolve("i.pdf");

    assertThat(run("invoice", Samples.PAYMENT_ID, "-o", file.toString())).isZero();

    assertThat(file).hasContent("%PDF-1.7");
  }

  @Test
  void eventsGoOnWithTheCursorAndShowNothingTwice() {
    String page = "{\"items\":[{\"id\":\"e-%d\",\"type\":\"payment.succeeded\"}]%s}";
    server.on(
        "GET /events",
        json(200, page.formatted(1, ",\"nextCursor\":\"c-1\"")),
        json(200, page.formatted(2, "")),
        json(200, page.formatted(2, "")));

    assertThat(run("events", "--json")).isZero();

    assertThat(out.toString().lines()).hasSize(2);
    assertThat(server.asked().get(1).target()).contains("cursor=c-1");
  }

  @Test
  void loadPaysAsOftenAsAskedAndTellsFigures() throws Exception {
    server
        .on("POST /payments", json(201, Samples.created()))
        .on("POST " + PAYMENT + "/confirmation", json(200, new Samples().confirmation()));

    assertThat(run("load", "--payments", "7", "--parallel", "3", "--json")).isZero();

    assertThat(Members.parse(out.toString()).integer("payments")).isEqualTo(7);
    assertThat(server.asked()).hasSize(14);
  }

  @Test
  void completionScriptNamesTheCommands() {
    CommandLine line = Kassa.commandLine();
    line.setOut(new PrintWriter(out, true));

    assertThat(line.execute("generate-completion")).isZero();

    assertThat(out.toString()).contains("refund", "--profile");
  }
}
