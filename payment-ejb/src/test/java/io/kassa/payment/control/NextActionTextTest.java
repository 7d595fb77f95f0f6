package io.kassa.payment.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.NextAction;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NextActionTextTest {
  static Stream<NextAction> actions() {
    return Stream.of(
        new NextAction.QrCode("weixin://wxpay/bizpayurl?pr=\"茶\""),
        new NextAction.AppInvoke(Map.of("paySign", "a+b/c==", "package", "prepay_id=wx1")),
        new NextAction.AppInvoke(Map.of("app", "x", "qrCode", "y")),
        new NextAction.Redirect(URI.create("https://wx.tenpay.com/pay?a=1&b=%20")));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void whatWasWrittenIsReadAgain(NextAction action) {
    assertThat(NextActionText.read(NextActionText.of(action))).isEqualTo(action);
  }

  @Test
  void nothingStaysNothing() {
    assertThat(NextActionText.of(null)).isNull();
    assertThat(NextActionText.read(null)).isNull();
  }
}
