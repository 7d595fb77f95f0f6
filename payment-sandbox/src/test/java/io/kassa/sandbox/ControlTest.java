package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.alipay.api.AlipayApiException;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final WeChatPayClient client = new WeChatPayClient();
  private final AlipayShop shop = AlipayShop.of(AlipayShop.Mode.KEY);
  private final String number = TestSandbox.newNumber();

  @AfterEach
  void reset() {
    sandbox.control("{\"reset\": true}");
  }

  @Test
  void whatIsChangedIsShownAndResetTakesItBack() {
    JsonObject changed = sandbox.control("{\"timeFactor\": 60, \"payerMillis\": 5}");

    assertThat(changed.getJsonNumber("timeFactor").doubleValue()).isEqualTo(60);
    assertThat(changed.getInt("payerMillis")).isEqualTo(5);
    assertThat(sandbox.control("{\"reset\": true}").getInt("payerMillis")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no object",
        "{\"timefactor\": 1}",
        "{\"timeFactor\": 0}",
        "{\"slowMillis\": -1}",
        "{\"fault\": \"UNKNOWN\"}",
        "{\"randomFaults\": {\"seed\": 1, \"rate\": 2}}"
      })
  void switchThatIsNotThereIsRefused(String body) {
    assertThat(sandbox.post("/control", body).statusCode()).isEqualTo(400);
  }

  @Test
  void everyPayerCanBeToldToActByItself() throws AlipayApiException {
    sandbox.control("{\"autoPay\": true, \"payerMillis\": 0}");

    shop.precreate(number, "1.00");

    await().until(() -> sandbox.order(number).getString("state").equals("PAID"));
  }

  @Test
  void everyOrderCanMeetTheSameFault() throws AlipayApiException {
    sandbox.control("{\"fault\": \"DECLINE\"}");

    assertThat(shop.precreate(number, "1.00").isSuccess()).isFalse();
  }

  @Test
  void drawnFaultsStrikeCallsAndLeaveTheBooksRight() {
    sandbox.control(
        "{\"randomFaults\": {\"seed\": 7, \"rate\": 1}, \"timeoutMillis\": 1, \"slowMillis\": 1}");
    int refused = 0;
    for (int at = 0; at < 20; at++) {
      try {
        client.create(TestSandbox.newNumber(), 100 + at % 2);
      } catch (RuntimeException e) {
        refused++;
      }
    }

    assertThat(refused).isBetween(5, 19);
  }

  @Test
  void clearedBooksAreEmpty() {
    client.create(number, 100);

    sandbox.control("{\"clear\": true}");

    assertThat(sandbox.get("/books").body()).contains("\"orders\":[]");
  }

  @Test
  void booksAddUpChargesAndRefundsOfAMerchant() throws AlipayApiException {
    sandbox.control("{\"clear\": true}");
    sandbox.payer(shop.precreate(number, "10.00").getQrCode(), "pay");
    shop.refund(number, "r1", "4.00");
    client.create(TestSandbox.newNumber(), 100);

    JsonObject totals = TestSandbox.object(sandbox.get("/books").body()).getJsonObject("totals");

    assertThat(totals.getInt("orders")).isEqualTo(2);
    assertThat(totals.getInt("charges")).isEqualTo(1);
    assertThat(totals.getInt("chargedMinor")).isEqualTo(1_000);
    assertThat(totals.getInt("refundedMinor")).isEqualTo(400);
  }

  @Test
  void newMerchantHasItsOwnNumbersAndKeysAndIsTheSameNextTime() {
    HttpResponse<String> answer = sandbox.post("/control/merchants", "{\"name\": \"second\"}");

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonObject second = TestSandbox.object(answer.body());
    assertThat(second.getJsonObject("wechatPay").getString("mchid")).isNotEqualTo(client.mchid());
    assertThat(second.getJsonObject("alipay").getString("appPrivateKeyFile"))
        .isNotEqualTo(sandbox.alipay().getString("appPrivateKeyFile"));
    assertThat(sandbox.post("/control/merchants", "{\"name\": \"second\"}").body())
        .isEqualTo(answer.body());
    assertThat(sandbox.post("/control/merchants", "{\"name\": \"../x\"}").statusCode())
        .isEqualTo(400);
  }
}
