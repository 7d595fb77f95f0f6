package io.kassa.instance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The sandbox beside the EAR on the same server. */
class SandboxIT {

  private final Instance instance = Instance.current();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void payersPageAndItsScriptAreServed() throws IOException, InterruptedException {
    String page = instance.sandbox().getString("payerUrl");

    assertThat(get(page).statusCode()).isEqualTo(200);
    assertThat(get(page).body()).contains("payer.js");
    assertThat(get(page + "payer.js").statusCode()).isEqualTo(200);
    assertThat(get(instance.sandboxBase() + "/payer/api/orders").body()).contains("orders");
  }

  @Test
  void keysThatItNamesAreFiles() throws IOException {
    JsonObject weChatPay = instance.sandbox().getJsonObject("wechatPay");
    JsonObject alipay = instance.sandbox().getJsonObject("alipay");

    assertThat(Path.of(weChatPay.getString("merchantPrivateKeyFile"))).isNotEmptyFile();
    assertThat(Path.of(alipay.getString("appPrivateKeyFile"))).isNotEmptyFile();
  }

  /** A client that looks headers up by their exact names would miss others. */
  @Test
  void signedReplyKeepsTheCaseOfItsHeaders()
      throws IOException, InterruptedException, GeneralSecurityException {
    HttpResponse<String> answer = weChatPay("/v3/certificates");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().map())
        .containsKeys(
            "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial");
  }

  @Test
  void providersRefuseWhatNobodySigned() throws IOException, InterruptedException {
    assertThat(get(instance.sandboxBase() + "/wechat-pay/v3/certificates").statusCode())
        .isEqualTo(401);
    assertThat(get(instance.sandboxBase() + "/alipay/gateway.do").body())
        .contains("isv.missing-method");
  }

  private HttpResponse<String> weChatPay(String path)
      throws IOException, InterruptedException, GeneralSecurityException {
    JsonObject merchant = instance.sandbox().getJsonObject("wechatPay");
    long now = Clock.systemUTC().instant().getEpochSecond();
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key(Path.of(merchant.getString("merchantPrivateKeyFile"))));
    signature.update(
        ("GET\n" + path + "\n" + now + "\nnonce\n\n").getBytes(StandardCharsets.UTF_8));
    String authorization =
        "WECHATPAY2-SHA256-RSA2048 mchid=\"%s\",nonce_str=\"nonce\",timestamp=\"%d\",serial_no=\"%s\",signature=\"%s\""
            .formatted(
                merchant.getString("mchid"),
                now,
                merchant.getString("merchantSerial"),
                Base64.getEncoder().encodeToString(signature.sign()));
    return http.send(
        HttpRequest.newBuilder(URI.create(merchant.getString("baseUrl") + path))
            .header("Authorization", authorization)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
