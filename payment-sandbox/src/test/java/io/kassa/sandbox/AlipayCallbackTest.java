package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import io.kassa.sandbox.http.FormData;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlipayCallbackTest {

  private final TestSandbox sandbox = TestSandbox.current();
  private final AlipayShop shop = AlipayShop.of(AlipayShop.Mode.KEY);
  private final String number = TestSandbox.newNumber();

  @BeforeEach
  void timeRuns() {
    sandbox.control("{\"timeFactor\": 10000}");
  }

  @AfterEach
  void timeGoesItsWay() {
    sandbox.control("{\"reset\": true}");
  }

  private List<Map<String, String>> pay(String yuan, int callbacks) throws AlipayApiException {
    sandbox.payer(shop.precreate(number, yuan).getQrCode(), "pay");
    return forms(sandbox.shop().expect(number, callbacks));
  }

  private static List<Map<String, String>> forms(List<Shop.Notice> notices) {
    return notices.stream()
        .map(notice -> FormData.parse(notice.body(), StandardCharsets.UTF_8))
        .toList();
  }

  private boolean verifies(Map<String, String> form) throws AlipayApiException {
    return AlipaySignature.rsaCheckV1(
        new HashMap<>(form),
        AlipayShop.key(sandbox.alipay().getString("alipayPublicKeyFile")),
        "UTF-8",
        "RSA2");
  }

  @Test
  void officialCheckBelievesThePayment() throws AlipayApiException {
    Map<String, String> form = pay("10.00", 1).get(0);

    assertThat(verifies(form)).isTrue();
    assertThat(
            AlipaySignature.rsaCertCheckV1(
                new HashMap<>(form),
                sandbox.alipay().getString("alipayCertificateFile"),
                "UTF-8",
                "RSA2"))
        .isTrue();
    assertThat(form)
        .containsEntry("out_trade_no", number)
        .containsEntry("trade_status", "TRADE_SUCCESS")
        .containsEntry("total_amount", "10.00")
        .containsEntry("app_id", sandbox.alipay().getString("appId"))
        .containsEntry("subject", "两壶茶");
  }

  @Test
  void callbackIsRepeatedUntilTheShopSaysSuccess() throws AlipayApiException {
    sandbox.shop().refuse(number, 2);

    List<Map<String, String>> forms = pay("10.00", 3);

    assertThat(forms).extracting(form -> form.get("notify_id")).hasSize(3);
    assertThat(forms.stream().map(form -> form.get("notify_id")).distinct()).hasSize(1);
  }

  @Test
  void forgedCallbackDoesNotVerify() throws AlipayApiException {
    sandbox.shop().refuse(number, 1);

    List<Map<String, String>> forms = pay("10.52", 2);

    assertThat(verifies(forms.get(0))).isFalse();
    assertThat(verifies(forms.get(1))).isTrue();
  }

  @Test
  void wrongAmountIsSigned() throws AlipayApiException {
    sandbox.shop().refuse(number, 1);

    List<Map<String, String>> forms = pay("10.51", 2);

    assertThat(verifies(forms.get(0))).isTrue();
    assertThat(forms)
        .extracting(form -> form.get("total_amount"))
        .containsExactly("10.52", "10.51");
  }

  @Test
  void refundIsToldWithItsNumber() throws AlipayApiException {
    pay("10.00", 1);
    shop.refund(number, "r1", "4.00");

    Map<String, String> form = forms(sandbox.shop().expect(number, 2)).get(1);

    assertThat(verifies(form)).isTrue();
    assertThat(form)
        .containsEntry("out_biz_no", "r1")
        .containsEntry("refund_fee", "4.00")
        .containsEntry("trade_status", "TRADE_SUCCESS");
  }
}
