package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.AlipayApiException;
import org.junit.jupiter.api.Test;

class PayerApiTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final WeChatPayClient client = new WeChatPayClient();
  private final String number = TestSandbox.newNumber();

  @Test
  void openOrdersAreListedUntilTheyAreOver() {
    client.create(number, 100);
    String waiting = sandbox.get("/payer/api/orders").body();

    sandbox.post("/payer/api/orders/wechat-pay/" + number + "/timeout", "");

    assertThat(waiting).contains(number);
    assertThat(sandbox.get("/payer/api/orders").body()).doesNotContain(number);
  }

  @Test
  void orderIsPaidByItsNumber() throws AlipayApiException {
    AlipayShop.of(AlipayShop.Mode.KEY).precreate(number, "1.00");

    assertThat(sandbox.post("/payer/api/orders/alipay/" + number + "/pay", "").statusCode())
        .isEqualTo(200);
    assertThat(sandbox.get("/payer/api/orders/alipay/" + number).body())
        .contains("\"state\":\"PAID\"");
  }

  @Test
  void unknownTextsNumbersAndActionsAreRefused() {
    String code = client.create(number, 100);

    assertThat(sandbox.payer("weixin://wxpay/bizpayurl?pr=unknown", "pay").statusCode())
        .isEqualTo(404);
    assertThat(sandbox.payer(code, "steal").statusCode()).isEqualTo(400);
    assertThat(sandbox.post("/payer/api/orders/alipay/" + number + "/pay", "").statusCode())
        .isEqualTo(404);
    assertThat(sandbox.get("/payer/api/orders/wechat-pay/" + number + "/pay").statusCode())
        .isEqualTo(404);
  }

  @Test
  void blanksAroundACodeDoNotMatter() {
    String code = client.create(number, 100);
    assertThat(sandbox.payer(" " + code + "\n", "open").body()).contains(number);
  }
}
