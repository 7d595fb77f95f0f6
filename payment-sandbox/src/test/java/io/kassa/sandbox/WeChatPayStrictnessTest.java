package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the official client never sends. */
class WeChatPayStrictnessTest {

  private static final String NATIVE = "/v3/pay/transactions/native";

  private final TestSandbox sandbox = TestSandbox.current();
  private final JsonObject merchant = sandbox.weChatPay();
  private final String number = TestSandbox.newNumber();
  private long seconds = Instant.now().getEpochSecond();
  private String serial = merchant.getString("merchantSerial");
  private String nonce = "nonce";

  @Test
  void rightRequestIsTakenAndAnsweredInTheExactCaseOfTheHeaders() {
    HttpResponse<String> answer = send(order(), NATIVE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map())
        .containsKeys(
            "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial");
  }

  @Test
  void signatureOverAnotherBodyIsRefused() {
    HttpResponse<String> answer =
        sandbox.send(request(order(), NATIVE).POST(body(order().replace("tea", "gin"))));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("SIGN_ERROR");
  }

  @Test
  void signatureOverAnotherPathIsRefused() {
    assertThat(send(order(), "/v3/pay/transactions/app").statusCode()).isEqualTo(401);
  }

  @Test
  void requestWithoutAuthorizationIsRefused() {
    assertThat(sandbox.post("/wechat-pay" + NATIVE, order()).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"-290, 200", "290, 200", "-310, 401", "310, 401"})
  void clockMayBeFiveMinutesWrong(long wrong, int status) {
    seconds += wrong;

    assertThat(send(order(), NATIVE).statusCode()).isEqualTo(status);
  }

  @Test
  void unknownSerialIsRefused() {
    serial = "4".repeat(40);

    assertThat(send(order(), NATIVE).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "surprise, 1, surprise",
    "description, 1, description",
    "notify_url, '\"https://shop.example/n?x=1\"', notify_url",
    "out_trade_no, '\"short\"', out_trade_no",
    "amount, '{\"total\": 0, \"currency\": \"CNY\"}', amount/total",
    "amount, '{\"total\": 1.5, \"currency\": \"CNY\"}', amount/total",
    "amount, '{\"total\": \"1\", \"currency\": \"CNY\"}', amount/total",
    "amount, '{\"total\": 1, \"currency\": \"USD\"}', amount/currency",
    "amount, '{\"total\": 1, \"sum\": 1}', amount/sum",
    "time_expire, '\"2020-01-01T00:00:00+08:00\"', time_expire",
  })
  void wrongFieldIsNamed(String name, String value, String field) {
    JsonObject wrong = TestSandbox.object("{\"value\": " + value + "}");
    String body = builder().add(name, wrong.get("value")).build().toString();

    HttpResponse<String> answer = send(body, NATIVE);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonObject error = TestSandbox.object(answer.body());
    assertThat(error.getString("code")).isEqualTo("PARAM_ERROR");
    assertThat(error.getJsonObject("detail").getString("field")).isEqualTo("/" + field);
  }

  @Test
  void appOfAnotherMerchantIsRefused() {
    HttpResponse<String> answer =
        send(builder().add("appid", "wx0000000000000000").build().toString(), NATIVE);

    assertThat(answer.body()).contains("APPID_MCHID_NOT_MATCH");
  }

  private String order() {
    return builder().build().toString();
  }

  private JsonObjectBuilder builder() {
    return Json.createObjectBuilder()
        .add("appid", merchant.getString("appId"))
        .add("mchid", merchant.getString("mchid"))
        .add("description", "tea")
        .add("out_trade_no", number)
        .add("notify_url", sandbox.notifyUrl(number))
        .add("amount", Json.createObjectBuilder().add("total", 100).add("currency", "CNY"));
  }

  private HttpResponse<String> send(String body, String path) {
    return sandbox.send(request(body, NATIVE, path).POST(body(body)));
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  private HttpRequest.Builder request(String body, String path) {
    return request(body, path, path);
  }

  private HttpRequest.Builder request(String body, String signedPath, String path) {
    String message = "POST\n" + signedPath + "\n" + seconds + "\n" + nonce + "\n" + body + "\n";
    return HttpRequest.newBuilder(URI.create(merchant.getString("baseUrl") + path))
        .header(
            "Authorization",
            "WECHATPAY2-SHA256-RSA2048 mchid=\"%s\",nonce_str=\"%s\",signature=\"%s\",timestamp=\"%d\",serial_no=\"%s\""
                .formatted(merchant.getString("mchid"), nonce, sign(message), seconds, serial));
  }

  private String sign(String message) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(privateKey());
      signature.update(message.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private PrivateKey privateKey() throws GeneralSecurityException, IOException {
    String pem = Files.readString(Path.of(merchant.getString("merchantPrivateKeyFile")));
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}
