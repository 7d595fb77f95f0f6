package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invoices and credit notes on their way to a real mail server. */
class MailIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Longer than the pause before a letter is tried again. */
  private static final Duration LATER = Duration.ofSeconds(60);

  private static final int LISTENERS = 4;

  private final Postbox postbox = Postbox.open();
  private final Shop shop = Shop.open("ON_REQUEST");
  private final String account = shop.account(100_000);
  private final String address = address();

  @AfterEach
  void noMailServer() {
    postbox.close();
    relay("resume");
  }

  @Test
  void invoiceArrivesOnceWithTheFileThatIsDownloaded() throws Exception {
    Order order = paid(address);

    MimeMessage letter = letter();

    String number = shop.server().get(order.path() + "/invoice").text("number");
    assertThat(letter.getSubject())
        .isEqualTo("[TEST 测试] Payment invoice 收款凭证 " + number + " · Teahouse 茶馆 Ltd");
    assertThat(letter.getFrom()[0]).hasToString("invoices@kassa.example");
    assertThat(letter.getMessageID()).startsWith("<" + number + ".").endsWith("@kassa.example>");
    MimeMultipart parts = (MimeMultipart) letter.getContent();
    assertThat(parts.getBodyPart(0).getContent().toString())
        .contains("Amount paid: CNY 0.99", "实付金额：CNY 0.99");
    assertThat(parts.getBodyPart(1).getFileName()).isEqualTo(number + ".pdf");
    assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
        .isEqualTo(pdf(order.path() + "/invoice"));
    await().atMost(SOON).until(() -> receipts() == 1);
    assertThat(open()).isZero();
    assertThat(postbox.tries(address)).isEqualTo(1);
  }

  @Test
  void creditNoteArrivesToo() throws Exception {
    Order order = paid(address);
    letter();
    Reply refund =
        shop.server()
            .post(
                order.path() + "/refunds",
                "{\"refundId\":\"%s\",\"amount\":9}".formatted(UUID.randomUUID()));
    assertThat(refund.status()).as(refund.body()).isEqualTo(201);

    await().atMost(SOON).until(() -> postbox.letters(address).size() == 2);

    MimeMessage letter = postbox.letters(address).get(1);
    assertThat(letter.getSubject()).contains("Credit note 退款凭证 CN-");
    MimeMultipart parts = (MimeMultipart) letter.getContent();
    assertThat(parts.getBodyPart(0).getContent().toString())
        .contains("Refunded: CNY 0.09", "退款金额：CNY 0.09");
    assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
        .isEqualTo(pdf("/refunds/" + refund.text("id") + "/credit-note"));
  }

  @Test
  void mailServerThatWasAwayGetsTheLetterOnceItIsBack() {
    postbox.close();
    paid(address);
    await().atMost(SOON).until(() -> failures() >= 1);

    postbox.start();

    await().atMost(LATER).until(() -> receipts() == 1);
    assertThat(postbox.letters(address)).hasSize(1);
  }

  @Test
  void addressThatIsPutOffIsTriedAgainAndNoLogNamesIt() throws Exception {
    postbox.answerAddress(address, 451);
    paid(address);
    await().atMost(SOON).until(() -> failures() == 1);
    assertThat(lastError()).contains("Exception").doesNotContain("@");

    postbox.answerAddress(address, 250);

    await().atMost(LATER).until(() -> receipts() == 1);
    assertThat(postbox.letters(address)).hasSize(1);
    assertThat(postbox.tries(address)).isEqualTo(2);
    assertThat(log()).contains("is not mailed: ").doesNotContain(address);
  }

  @Test
  void addressThatIsRefusedIsNeverTriedAgainAndAudited() throws Exception {
    postbox.answerAddress(address, 550);
    paid(address);

    await().atMost(SOON).until(() -> receipts() == 1);

    assertThat(open()).as("nothing is left that could try again").isZero();
    assertThat(postbox.tries(address)).isEqualTo(1);
    assertThat(
            Books.strings(
                "select actor || ' ' || object_id || ' ' || details from audit_entries"
                    + " where action = 'invoice.mail-refused' and "
                    + ofShop()))
        .singleElement()
        .asString()
        .startsWith("mail document ")
        .doesNotContain("@");
    assertThat(log()).doesNotContain(address);
  }

  @Test
  void letterThatIsRefusedIsADeadLetterUntilAnOperatorReplaysIt() {
    postbox.answerLetter(address, 554);
    paid(address);
    await().atMost(SOON).until(() -> dead().size() == 1);
    JsonObject dead = dead().get(0);
    assertThat(dead.getString("consumer")).isEqualTo("mail");
    assertThat(dead.getString("lastError")).endsWith(" 554");
    assertThat(postbox.tries(address)).isEqualTo(1);

    postbox.answerLetter(address, 250);
    String replay = "/dead-letters/" + dead.getString("eventId") + "/replay";
    assertThat(Client.operator().post(replay, "").status()).isEqualTo(202);

    await().atMost(SOON).until(() -> receipts() == 1);
    assertThat(postbox.letters(address)).hasSize(1);
  }

  @Test
  void secondCopyOfANoticeSendsNoSecondLetter() {
    List<CountDownLatch> latches = new ArrayList<>();
    for (int i = 0; i < LISTENERS; i++) {
      String other = address();
      latches.add(postbox.hold(other));
      paid(other);
      await().atMost(SOON).until(() -> postbox.tries(other) == 1);
    }
    latches.add(postbox.hold(address));
    Order order = paid(address);
    String ofOrder = "consumer = 'mail' and payment_id = '" + order.id() + "'";
    await().atMost(SOON).until(() -> rows("sends = 1 and " + ofOrder) == 1);
    Books.changeOne("update outbox set due_at = now() where " + ofOrder);
    await().atMost(SOON).until(() -> rows("sends = 2 and " + ofOrder) == 1);

    latches.subList(0, LISTENERS).forEach(CountDownLatch::countDown);
    await().atMost(SOON).until(() -> postbox.tries(address) >= 1);
    await().during(Duration.ofSeconds(2)).until(() -> postbox.tries(address) == 1);
    latches.get(LISTENERS).countDown();

    await().atMost(SOON).until(() -> receipts() == LISTENERS + 1);
    assertThat(postbox.letters(address)).hasSize(1);
  }

  @Test
  void erasedAddressGetsNoLetter() {
    relay("pause");
    Order order = paid(address);
    await().atMost(SOON).until(() -> open() == 1);
    Reply erased = shop.server().send("POST", order.path() + "/erasure");
    assertThat(erased.status()).as(erased.body()).isEqualTo(200);

    relay("resume");

    await().atMost(SOON).until(() -> receipts() == 1);
    assertThat(postbox.tries(address)).isZero();
  }

  @Test
  void withoutAnAddressNothingIsOrdered() {
    Order order = paid(null);

    await().atMost(SOON).until(() -> shop.server().get(order.path() + "/invoice").status() == 200);

    assertThat(open() + receipts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example\\r\\nBcc: c@d.example",
        "a@b.example\\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "A <a@b.example>",
        "a@b.example\\u0000",
        "nobody"
      })
  void whatIsNoSingleAddressIsRefusedWithItsField(String wrong) {
    Reply refused = create(wrong);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.fields()).containsExactly("invoice.email");
  }

  private static String address() {
    return "li-" + UUID.randomUUID() + "@x.example";
  }

  private Order paid(String email) {
    Reply created = create(email);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    Order order = new Order(created.text("id"), created.text("paymentKey"));
    assertThat(order.confirm().status()).isEqualTo(200);
    return order;
  }

  private Reply create(String email) {
    return shop.server()
        .post(
            "/payments",
            """
            {"orderId":"%s","amount":99,"currency":"CNY","payer":{"accountId":"%s"},
             "invoice":{"buyerName":"Li Lei"%s}}
            """
                .formatted(
                    UUID.randomUUID(),
                    account,
                    email == null ? "" : ",\"email\":\"" + email + "\""));
  }

  private MimeMessage letter() {
    await().atMost(SOON).until(() -> !postbox.letters(address).isEmpty());
    return postbox.letters(address).get(0);
  }

  private byte[] pdf(String path) {
    Reply file = shop.server().get(path, "application/pdf");
    assertThat(file.status()).isEqualTo(200);
    return file.response().body();
  }

  private List<JsonObject> dead() {
    return Client.operator().get("/dead-letters").json().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(letter -> letter.getString("merchantId").equals(shop.merchantId()))
        .toList();
  }

  private long failures() {
    return Books.count("select coalesce(sum(failures), 0) from outbox where " + ofShop());
  }

  private String lastError() {
    return Books.strings("select last_error from outbox where failures > 0 and " + ofShop()).get(0);
  }

  private long open() {
    return rows("consumer = 'mail' and " + ofShop());
  }

  private static long rows(String condition) {
    return Books.count("select count(*) from outbox where " + condition);
  }

  private long receipts() {
    return Books.count("select count(*) from receipts where consumer = 'mail' and " + ofShop());
  }

  private String ofShop() {
    return "merchant_id = '" + shop.merchantId() + "'";
  }

  private static String log() throws Exception {
    return Files.readString(Instance.current().server().log());
  }

  private static void relay(String what) {
    assertThat(Client.operator().post("/relay/mail/" + what, "").status()).isEqualTo(200);
  }
}
