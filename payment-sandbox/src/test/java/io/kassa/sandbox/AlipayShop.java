package io.kassa.sandbox;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AlipayLogger;
import com.alipay.api.request.AlipayDataDataserviceBillDownloadurlQueryRequest;
import com.alipay.api.request.AlipayTradeAppPayRequest;
import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.request.AlipayTradeWapPayRequest;
import com.alipay.api.response.AlipayDataDataserviceBillDownloadurlQueryResponse;
import com.alipay.api.response.AlipayTradeCancelResponse;
import com.alipay.api.response.AlipayTradeCloseResponse;
import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Alipay's official client, unmodified, with the sandbox as its server. */
final class AlipayShop {

  /** How the app and Alipay know each other's keys. */
  enum Mode {
    KEY,
    CERTIFICATE
  }

  static {
    // It would log every signature.
    AlipayLogger.setNeedEnableLogger(false);
  }

  private final TestSandbox sandbox = TestSandbox.current();
  private final AlipayClient client;
  private final Mode mode;

  private AlipayShop(AlipayConfig config, Mode mode) {
    this.mode = mode;
    try {
      this.client = new DefaultAlipayClient(config);
    } catch (AlipayApiException e) {
      throw new IllegalStateException(e);
    }
  }

  static AlipayShop of(Mode mode) {
    JsonObject alipay = TestSandbox.current().alipay();
    AlipayConfig config = config(alipay, alipay.getString("appPrivateKeyFile"));
    if (mode == Mode.KEY) {
      config.setAlipayPublicKey(key(alipay.getString("alipayPublicKeyFile")));
    } else {
      config.setAppCertPath(alipay.getString("appCertificateFile"));
      config.setAlipayPublicCertPath(alipay.getString("alipayCertificateFile"));
      config.setRootCertPath(alipay.getString("alipayRootCertificateFile"));
    }
    return new AlipayShop(config, mode);
  }

  static AlipayShop signingWith(String privateKeyFile) {
    JsonObject alipay = TestSandbox.current().alipay();
    AlipayConfig config = config(alipay, privateKeyFile);
    config.setAlipayPublicKey(key(alipay.getString("alipayPublicKeyFile")));
    return new AlipayShop(config, Mode.KEY);
  }

  private static AlipayConfig config(JsonObject alipay, String privateKeyFile) {
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(alipay.getString("gatewayUrl"));
    config.setAppId(alipay.getString("appId"));
    config.setPrivateKey(key(privateKeyFile));
    return config;
  }

  /** A key as the client wants it: Base64 without a frame. */
  static String key(String file) {
    try {
      return Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends AlipayResponse> T call(AlipayRequest<T> request) throws AlipayApiException {
    return mode == Mode.KEY ? client.execute(request) : client.certificateExecute(request);
  }

  private JsonObjectBuilder order(String number, String yuan) {
    return Json.createObjectBuilder()
        .add("out_trade_no", number)
        .add("total_amount", yuan)
        .add("subject", "两壶茶");
  }

  private static JsonObjectBuilder named(String number) {
    return Json.createObjectBuilder().add("out_trade_no", number);
  }

  AlipayTradePrecreateResponse precreate(String number, String yuan) throws AlipayApiException {
    AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
    request.setNotifyUrl(sandbox.notifyUrl(number));
    request.setBizContent(order(number, yuan).add("timeout_express", "30m").build().toString());
    return call(request);
  }

  String appPay(String number, String yuan) throws AlipayApiException {
    AlipayTradeAppPayRequest request = new AlipayTradeAppPayRequest();
    request.setNotifyUrl(sandbox.notifyUrl(number));
    request.setBizContent(
        order(number, yuan).add("product_code", "QUICK_MSECURITY_PAY").build().toString());
    return client.sdkExecute(request).getBody();
  }

  /** The address that the phone's browser is sent to. */
  String wapPay(String number, String yuan) throws AlipayApiException {
    AlipayTradeWapPayRequest request = new AlipayTradeWapPayRequest();
    request.setNotifyUrl(sandbox.notifyUrl(number));
    request.setReturnUrl("https://shop.example/done");
    request.setBizContent(
        order(number, yuan).add("product_code", "QUICK_WAP_WAY").build().toString());
    return client.pageExecute(request, "GET").getBody();
  }

  String pagePay(String number, String yuan) throws AlipayApiException {
    AlipayTradePagePayRequest request = new AlipayTradePagePayRequest();
    request.setNotifyUrl(sandbox.notifyUrl(number));
    request.setBizContent(
        order(number, yuan).add("product_code", "FAST_INSTANT_TRADE_PAY").build().toString());
    return client.pageExecute(request, "GET").getBody();
  }

  AlipayTradeQueryResponse query(String number) throws AlipayApiException {
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizContent(named(number).build().toString());
    return call(request);
  }

  AlipayTradeCloseResponse close(String number) throws AlipayApiException {
    AlipayTradeCloseRequest request = new AlipayTradeCloseRequest();
    request.setBizContent(named(number).build().toString());
    return call(request);
  }

  AlipayTradeCancelResponse cancel(String number) throws AlipayApiException {
    AlipayTradeCancelRequest request = new AlipayTradeCancelRequest();
    request.setBizContent(named(number).build().toString());
    return call(request);
  }

  AlipayTradeRefundResponse refund(String number, String refundNo, String yuan)
      throws AlipayApiException {
    AlipayTradeRefundRequest request = new AlipayTradeRefundRequest();
    request.setBizContent(
        named(number)
            .add("out_request_no", refundNo)
            .add("refund_amount", yuan)
            .build()
            .toString());
    return call(request);
  }

  AlipayTradeFastpayRefundQueryResponse refundQuery(String number, String refundNo)
      throws AlipayApiException {
    AlipayTradeFastpayRefundQueryRequest request = new AlipayTradeFastpayRefundQueryRequest();
    request.setBizContent(named(number).add("out_request_no", refundNo).build().toString());
    return call(request);
  }

  AlipayDataDataserviceBillDownloadurlQueryResponse bill(String day) throws AlipayApiException {
    var request = new AlipayDataDataserviceBillDownloadurlQueryRequest();
    request.setBizContent(
        Json.createObjectBuilder()
            .add("bill_type", "trade")
            .add("bill_date", day)
            .build()
            .toString());
    return call(request);
  }
}
