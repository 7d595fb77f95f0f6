package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.storage.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The texts of the provider's own documentation. */
class CanonicalTextTest {
  private static final String SECONDS = "1554208460";
  private static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";

  @Test
  void requestHasFiveLines() {
    String body = "{\"appid\":\"wxd678efh567hg6787\",\"description\":\"Image形象店-深圳腾大-QQ公仔\"}";

    assertThat(
            text(
                CanonicalText.request(
                    "POST", "/v3/pay/transactions/jsapi", SECONDS, NONCE, bytes(body))))
        .isEqualTo(
            "POST\n/v3/pay/transactions/jsapi\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n"
                + body
                + "\n");
  }

  @Test
  void requestWithoutABodyHasAnEmptyFifthLine() {
    assertThat(
            text(
                CanonicalText.request(
                    "GET", "/v3/refund/domestic/refunds/123123123123", SECONDS, NONCE, bytes(""))))
        .isEqualTo(
            """
            GET
            /v3/refund/domestic/refunds/123123123123
            1554208460
            593BEC0C930BF1AFEB40B4A08C8FB242

            """);
  }

  @Test
  void messageHasThreeLines() {
    assertThat(text(CanonicalText.message(SECONDS, NONCE, bytes("{\"a\":1}\n"))))
        .isEqualTo("1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n{\"a\":1}\n\n");
  }

  @Test
  void bytesThatAreNoTextAreSignedAsTheyAre() {
    byte[] body = {(byte) 0xff, 0, 'x'};

    assertThat(CanonicalText.message("1", "n", Bytes.of(body)))
        .containsExactly('1', '\n', 'n', '\n', 0xff, 0, 'x', '\n');
  }

  @Test
  void invocationHasFourLines() {
    assertThat(
            text(
                CanonicalText.invocation(
                    "wx2421b1c4370ec43b",
                    SECONDS,
                    NONCE,
                    "prepay_id=wx201410272009395522657a690389285100")))
        .isEqualTo(
            """
            wx2421b1c4370ec43b
            1554208460
            593BEC0C930BF1AFEB40B4A08C8FB242
            prepay_id=wx201410272009395522657a690389285100
            """);
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
