package io.kassa.sandbox;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.AbstractHttpClient;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import jakarta.json.JsonObject;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * WeChat Pay's official client, unmodified: an interceptor sends to the sandbox what it signed for
 * {@code api.mch.weixin.qq.com}.
 */
final class WeChatPayClient {

  private static final String PROVIDER = "api.mch.weixin.qq.com";

  private final TestSandbox sandbox = TestSandbox.current();
  private final JsonObject merchant = sandbox.weChatPay();

  RSAPublicKeyConfig publicKeyConfig() {
    return new RSAPublicKeyConfig.Builder()
        .merchantId(mchid())
        .privateKeyFromPath(merchant.getString("merchantPrivateKeyFile"))
        .merchantSerialNumber(merchant.getString("merchantSerial"))
        .publicKeyFromPath(merchant.getString("platformPublicKeyFile"))
        .publicKeyId(merchant.getString("platformPublicKeyId"))
        .apiV3Key(merchant.getString("apiV3Key"))
        .build();
  }

  /** Downloads the platform certificates. */
  RSAAutoCertificateConfig certificateConfig() {
    return new RSAAutoCertificateConfig.Builder()
        .merchantId(mchid())
        .privateKeyFromPath(merchant.getString("merchantPrivateKeyFile"))
        .merchantSerialNumber(merchant.getString("merchantSerial"))
        .apiV3Key(merchant.getString("apiV3Key"))
        .httpClientBuilder(new DefaultHttpClientBuilder().okHttpClient(okHttp()))
        .build();
  }

  AbstractHttpClient http(Config config) {
    return new DefaultHttpClientBuilder().config(config).okHttpClient(okHttp()).build();
  }

  private OkHttpClient okHttp() {
    Interceptor toSandbox = chain -> chain.proceed(moved(chain.request()));
    return new OkHttpClient.Builder().addInterceptor(toSandbox).build();
  }

  private Request moved(Request request) {
    HttpUrl url = request.url();
    if (!url.host().equals(PROVIDER)) {
      return request;
    }
    String target = url.encodedPath() + (url.query() == null ? "" : "?" + url.encodedQuery());
    return request.newBuilder().url(merchant.getString("baseUrl") + target).build();
  }

  String mchid() {
    return merchant.getString("mchid");
  }

  String appId() {
    return merchant.getString("appId");
  }

  NativePayService nativePay() {
    return new NativePayService.Builder().httpClient(http(publicKeyConfig())).build();
  }

  PrepayRequest order(String number, int fen) {
    PrepayRequest request = new PrepayRequest();
    request.setAppid(appId());
    request.setMchid(mchid());
    request.setDescription("两壶茶");
    request.setOutTradeNo(number);
    request.setNotifyUrl(sandbox.notifyUrl(number));
    Amount amount = new Amount();
    amount.setTotal(fen);
    request.setAmount(amount);
    return request;
  }

  /** Creates an order; its QR code's content. */
  String create(String number, int fen) {
    return nativePay().prepay(order(number, fen)).getCodeUrl();
  }

  /** What the official parser makes of a callback. */
  <T> T parse(Shop.Notice notice, Class<T> type) {
    NotificationConfig config =
        new RSAPublicKeyNotificationConfig.Builder()
            .publicKeyFromPath(merchant.getString("platformPublicKeyFile"))
            .publicKeyId(merchant.getString("platformPublicKeyId"))
            .apiV3Key(merchant.getString("apiV3Key"))
            .build();
    return parse(notice, type, config);
  }

  <T> T parse(Shop.Notice notice, Class<T> type, NotificationConfig config) {
    return new NotificationParser(config)
        .parse(
            new RequestParam.Builder()
                .serialNumber(notice.header("Wechatpay-Serial"))
                .nonce(notice.header("Wechatpay-Nonce"))
                .timestamp(notice.header("Wechatpay-Timestamp"))
                .signature(notice.header("Wechatpay-Signature"))
                .signType(notice.header("Wechatpay-Signature-Type"))
                .body(notice.body())
                .build(),
            type);
  }
}
