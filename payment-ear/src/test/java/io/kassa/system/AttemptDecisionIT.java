package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An attempt whose channel never says what became of it. */
class AttemptDecisionIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Shop shop = Shop.open().with("TEST", "{}");
  private final Order order = shop.order(null, 1_295);

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @Test
  void silenceIsAnIncidentAndAnOperatorDecidesThatItWasPaid() {
    becomeUnknown(12);
    await().atMost(SOON).until(() -> incidents("open") == 1);

    Reply decided = decide("{\"outcome\":\"PAID\",\"transactionId\":\"T-1\",\"note\":\"portal\"}");

    assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    assertThat(decided.text("status")).isEqualTo("SUCCEEDED");
    assertThat(order.phone().get(order.path() + "/confirmation").text("channelTransactionId"))
        .isEqualTo("T-1");
    assertThat(incidents("open")).isZero();
    assertThat(Client.operator().get("/audit/entries?limit=20").body())
        .contains("attempt.decided")
        .contains("paid: portal");
  }

  @Test
  void operatorDecidesThatNobodyPaid() {
    becomeUnknown(0);

    Reply decided = decide("{\"outcome\":\"CLOSED\",\"note\":\"asked by mail\"}");

    assertThat(decided.text("status")).isEqualTo("CLOSED");
    assertThat(order.status()).isEqualTo("REQUIRES_CONFIRMATION");
  }

  @Test
  void settingsThatNoLongerWorkLeaveNoPaymentWithoutAnAlarm() {
    Shop other = Sandbox.shop();
    Order open = other.order(null, 1_240);
    assertThat(open.confirm("WECHAT_PAY").status()).isEqualTo(202);
    Books.changeOne(
        """
        update channel_configurations
           set settings = '{}', version = version + 1, changed_at = clock_timestamp()
         where merchant_id = '%s' and channel = 'WECHAT_PAY'
        """
            .formatted(other.merchantId()));

    await()
        .atMost(SOON)
        .until(
            () -> {
              Books.script(
                  "update attempts set asks = 12, due_at = now() where due_at is not null and payment_id = '"
                      + open.id()
                      + "'");
              return open.attempts().contains("UNKNOWN")
                  && Books.count(
                          "select count(*) from incidents where closed_at is null and payment_id = '"
                              + open.id()
                              + "'")
                      == 1;
            });

    Reply decided =
        Client.operator()
            .post(
                "/merchants/%s/payments/%s/attempts/%s/decision"
                    .formatted(other.merchantId(), open.id(), id(open)),
                "{\"outcome\":\"CLOSED\",\"note\":\"seen in the portal\"}");
    assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    assertThat(open.status()).isEqualTo("REQUIRES_CONFIRMATION");
  }

  @Test
  void attemptThatIsKnownIsNotDecided() {
    order.confirm("TEST");

    Reply refused = decide("{\"outcome\":\"CLOSED\",\"note\":\"too early\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("attempt-not-unknown");
  }

  @Test
  void decisionThatContradictsItselfIsRefused() {
    order.confirm("TEST");

    assertThat(decide("{\"outcome\":\"PAID\",\"note\":\"x\"}").fields())
        .containsExactly("transactionId");
    assertThat(decide("{\"outcome\":\"CLOSED\",\"transactionId\":\"T\",\"note\":\"x\"}").fields())
        .containsExactly("transactionId");
  }

  @Test
  void operatorAsksNow() {
    Order later = shop.order(null, 1_293);
    later.confirm("TEST");
    Reply asked = Client.operator().send("POST", attempts(later) + "/" + id(later) + "/inquiry");

    assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    assertThat(asked.text("status")).isEqualTo("SUCCEEDED");
    assertThat(Client.auditor().get(attempts(later)).body()).contains("SUCCEEDED");
  }

  /** The channel was asked so often before; the next answer is no better. */
  private void becomeUnknown(int asks) {
    assertThat(order.confirm("TEST").status()).isEqualTo(202);
    Books.changeOne(
        "update attempts set asks = %d, due_at = now() where payment_id = '%s'"
            .formatted(asks, order.id()));
    await().atMost(SOON).until(() -> order.attempts().contains("UNKNOWN"));
  }

  private Reply decide(String body) {
    return Client.operator().post(attempts(order) + "/" + id(order) + "/decision", body);
  }

  private String attempts(Order of) {
    return "/merchants/" + shop.merchantId() + "/payments/" + of.id() + "/attempts";
  }

  private static String id(Order of) {
    return Books.strings("select id from attempts where payment_id = '" + of.id() + "'").get(0);
  }

  private long incidents(String state) {
    return Books.count(
        "select count(*) from incidents where merchant_id = '%s' and kind = 'attempt-unknown' and closed_at is %s"
            .formatted(shop.merchantId(), state.equals("open") ? "null" : "not null"));
  }
}
