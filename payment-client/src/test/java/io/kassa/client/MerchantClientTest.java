package io.kassa.client;

import static io.kassa.client.LoopbackServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kassa.client.LoopbackServer.Asked;
import io.kassa.client.json.Members;
import io.kassa.client.model.Buyer;
import io.kassa.client.model.Channel;
import io.kassa.client.model.Line;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.NewRefund;
import io.kassa.client.model.Payment;
import io.kassa.client.model.PaymentQuery;
import io.kassa.client.model.Refund;
import io.kassa.client.model.Scene;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MerchantClientTest {
  private final LoopbackServer server = new LoopbackServer();
  private final MerchantClient merchant =
      MerchantClient.of(server.apiBase(), MerchantCredential.basic("kc_1", "s"));

  MerchantClientTest() throws IOException {}

  @AfterEach
  void stop() {
    server.close();
  }

  private Asked last() {
    return server.asked().get(server.asked().size() - 1);
  }

  @Test
  void everyFieldOfANewPaymentIsOneOfTheContract() {
    server.on("POST /payments", json(201, Samples.created()));
    merchant.create(
        NewPayment.of("order-1", 1999, "CNY")
            .description("Two teas")
            .expiresIn(Duration.ofMinutes(5))
            .metadata(Map.of("table", "7"))
            .returnUrl(URI.create("https://shop.example/back"))
            .payerAccount(Samples.ACCOUNT_ID)
            .lines(
                List.of(
                    Line.of("Tea", 2, 640, BigDecimal.ZERO).discount(40).taxExemption("a course")))
            .invoiceTo(
                Buyer.of("B")
                    .taxId("T")
                    .email("b@example.com")
                    .country("AT")
                    .electronicAddress("9914:ATU12345678")));

    Members sent = Members.parse(last().body());
    Contract.members("CreatePayment").forEach(name -> assertThat(sent.has(name)).as(name).isTrue());
    Members line = sent.objects("lines").get(0);
    Contract.members("Line").forEach(name -> assertThat(line.has(name)).as(name).isTrue());
    Members buyer = sent.object("invoice").orElseThrow();
    Contract.members("InvoiceRequest")
        .forEach(name -> assertThat(buyer.has(name)).as(name).isTrue());
    assertThat(sent.integer("expiresIn")).isEqualTo(300);
    assertThat(last().headers().get("Authorization")).isEqualTo("Basic a2NfMTpz");
  }

  @Test
  void paymentIsReadAndKeepsWhatThisVersionDoesNotKnow() {
    server.on("GET /payments/" + Samples.PAYMENT_ID, json(200, Samples.payment()));

    Payment payment = merchant.payment(Samples.PAYMENT_ID);

    assertThat(payment.amountMinor()).isEqualTo(1999);
    assertThat(payment.createdAt()).isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
    assertThat(payment.metadata()).containsEntry("table", "7");
    assertThat(payment.channels().get(1).channel()).isEqualTo(Channel.WECHAT_PAY);
    assertThat(payment.channels().get(1).scenes()).containsExactly(Scene.NATIVE, Scene.H5);
    assertThat(payment.paymentKey()).isEmpty();
    assertThat(payment.isFinal()).isFalse();
    assertThat(payment.json()).contains("addedLater");
  }

  @Test
  void createdPaymentDoesNotPrintItsKey() {
    server.on("POST /payments", json(201, Samples.created()));

    Payment payment = merchant.create(NewPayment.of("order-1", 1999, "CNY"));

    assertThat(payment.paymentKey()).contains(Samples.PAYMENT_KEY);
    assertThat(payment.toString()).doesNotContain("pk_");
  }

  @Test
  void listFollowsTheCursorWithTheSameQuery() {
    String item = Samples.payment();
    server.on(
        "GET /payments",
        json(200, "{\"items\":[" + item + "," + item + "],\"nextCursor\":\"c+1\"}"),
        json(200, "{\"items\":[" + item + "]}"));
    Instant from = Instant.parse("2026-11-23T00:00:00Z");

    assertThat(merchant.payments(PaymentQuery.all().createdFrom(from).pageSize(2))).hasSize(3);

    assertThat(server.asked().get(0).target()).doesNotContain("cursor");
    assertThat(server.asked().get(1).target())
        .contains("cursor=c%2B1", "limit=2", "createdFrom=2026-11-23T00%3A00%3A00Z");
  }

  @Test
  void refundsAndEventsAreAskedForAsTheContractSays() {
    String refunds = "/payments/" + Samples.PAYMENT_ID + "/refunds";
    server
        .on("POST " + refunds, json(201, Samples.REFUND))
        .on("GET " + refunds, json(200, "{\"items\":[" + Samples.REFUND + "]}"))
        .on("GET /refunds/" + Samples.REFUND_ID, json(200, Samples.REFUND))
        .on("GET /events", json(200, "{\"items\":[],\"nextCursor\":\"e-9\"}"));

    Refund refund =
        merchant.refund(Samples.PAYMENT_ID, NewRefund.of("refund-1").amountMinor(500).reason("R"));

    Members sent = Members.parse(last().body());
    assertThat(sent.text("refundId")).isEqualTo("refund-1");
    assertThat(sent.integer("amount")).isEqualTo(500);
    assertThat(sent.text("reason")).isEqualTo("R");
    assertThat(last().headers().get("Idempotency-key")).matches("\"[0-9a-f-]{36}\"");
    assertThat(merchant.refund(refund.id())).isEqualTo(refund);
    assertThat(merchant.refunds(Samples.PAYMENT_ID)).containsExactly(refund);
    assertThat(merchant.events("e-8", 50).nextCursor()).contains("e-9");
    assertThat(last().target()).endsWith("/events?cursor=e-8&limit=50");
  }

  @Test
  void idThatIsNoneIsNotSent() {
    assertThatIllegalArgumentException().isThrownBy(() -> merchant.payment("../merchants"));
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void waitingAsksAgainUntilThePaymentIsFinal() {
    server.on(
        "GET /payments/" + Samples.PAYMENT_ID,
        json(200, Samples.payment()),
        json(200, Samples.payment()),
        json(200, Samples.paid()));

    assertThat(merchant.waitUntilFinal(Samples.PAYMENT_ID, Duration.ofSeconds(60)).isSucceeded())
        .isTrue();

    assertThat(server.asked()).hasSize(3);
    assertThat(server.asked().get(0).target()).endsWith("?wait=30");
  }

  @Test
  void waitingEndsWithItsTime() {
    server.on("GET /payments/" + Samples.PAYMENT_ID, json(200, Samples.payment()));

    Payment payment = merchant.waitUntilFinal(Samples.PAYMENT_ID, Duration.ofMillis(1));

    assertThat(payment.isFinal()).isFalse();
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void secondInvoiceAnswerIsTheFile() {
    server.on(
        "GET /payments/" + Samples.PAYMENT_ID + "/invoice",
        json(202, "{}", "Retry-After", "0"),
        exchange -> LoopbackServer.send(exchange, 200, "application/pdf", "%PDF-1.7"));

    assertThat(merchant.invoiceFile(Samples.PAYMENT_ID, Duration.ofSeconds(5)))
        .hasValueSatisfying(pdf -> assertThat(pdf).startsWith('%', 'P', 'D', 'F'));
    assertThat(last().headers().get("Accept")).isEqualTo("application/pdf");
  }
}
