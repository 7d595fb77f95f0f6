package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.alipay.api.AlipayApiException;
import com.wechat.pay.java.core.exception.ServiceException;
import io.kassa.sandbox.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of answers, as the official clients meet them with both providers. */
class AnswerFaultTest {

  private static final int ROUND_YUAN = 10_000;

  private final TestSandbox sandbox = TestSandbox.current();
  private final WeChatPayClient client = new WeChatPayClient();
  private final AlipayShop shop = AlipayShop.of(AlipayShop.Mode.KEY);
  private final String number = TestSandbox.newNumber();

  @BeforeEach
  void timeoutIsShort() {
    sandbox.control("{\"timeoutMillis\": 300, \"slowMillis\": 300}");
  }

  @AfterEach
  void reset() {
    sandbox.control("{\"reset\": true}");
  }

  private static int fen(Fault fault) {
    return ROUND_YUAN + Fault.BY_HAND + fault.number();
  }

  private static String yuan(Fault fault) {
    return "100." + (Fault.BY_HAND + fault.number());
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "TIMEOUT_AFTER_BOOKING",
        "GARBAGE",
        "WRONG_SIGNATURE",
        "SIGN_TEST",
        "SERVER_ERROR_AFTER_BOOKING",
        "RESET_AFTER_BOOKING"
      })
  void orderIsBookedThoughTheClientNeverKnows(Fault fault) throws AlipayApiException {
    assertThatThrownBy(() -> client.create(number, fen(fault)))
        .isInstanceOf(RuntimeException.class);

    assertThat(sandbox.order(number).getString("state")).isEqualTo("WAITING");
    assertThat(client.create(number, fen(fault))).startsWith("weixin://");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "TIMEOUT_AFTER_BOOKING",
        "GARBAGE",
        "WRONG_SIGNATURE",
        "SIGN_TEST",
        "RESET_AFTER_BOOKING"
      })
  void tradeIsBookedThoughTheClientNeverKnows(Fault fault) throws AlipayApiException {
    assertThatThrownBy(() -> shop.precreate(number, yuan(fault))).isInstanceOf(Exception.class);

    assertThat(sandbox.order(number).getString("state")).isEqualTo("WAITING");
    assertThat(shop.precreate(number, yuan(fault)).getQrCode()).startsWith("https://qr.alipay");
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "CONNECTION_RESET"})
  void nothingIsBooked(Fault fault) {
    // The client itself sends the request again when a connection broke before the answer began.
    assertThatThrownBy(() -> client.create(number, fen(fault)))
        .isInstanceOf(RuntimeException.class);

    assertThat(sandbox.get("/books?outTradeNo=" + number).body()).contains("\"orders\":[]");
  }

  @Test
  void systemErrorIsSignedAndHasAlipaysForm() throws AlipayApiException {
    assertThat(shop.precreate(number, yuan(Fault.SERVER_ERROR)).getSubCode())
        .isEqualTo("aop.ACQ.SYSTEM_ERROR");
    assertThat(shop.precreate(number, yuan(Fault.SERVER_ERROR)).isSuccess()).isTrue();
  }

  @Test
  void slowAnswerIsRight() {
    long begin = System.nanoTime();

    assertThat(client.create(number, fen(Fault.SLOW))).startsWith("weixin://");

    assertThat(System.nanoTime() - begin).isGreaterThan(300_000_000L);
  }

  @Test
  void declinedOrderIsRefusedHoweverOften() throws AlipayApiException {
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> client.create(number, fen(Fault.DECLINE)))
          .isInstanceOfSatisfying(
              ServiceException.class, e -> assertThat(e.getErrorCode()).isEqualTo("RULE_LIMIT"));
      assertThat(shop.precreate(number, yuan(Fault.DECLINE)).getSubCode())
          .isEqualTo("ACQ.PAYMENT_REQUEST_HAS_RISK");
    }
  }

  @Test
  void payerWhoActsByItselfPays() {
    client.create(number, ROUND_YUAN + Fault.BY_ITSELF);

    await().until(() -> sandbox.order(number).getString("state").equals("PAID"));
    assertThat(sandbox.order(number).getJsonArray("charges")).hasSize(1);
  }

  @Test
  void payerWhoActsByItselfCanSayNo() {
    client.create(number, ROUND_YUAN + Fault.BY_ITSELF + Fault.PAYER_DECLINES.number());

    await().until(() -> sandbox.order(number).getInt("declines") == 1);
    assertThat(sandbox.order(number).getString("state")).isEqualTo("WAITING");
  }
}
