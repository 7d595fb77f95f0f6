package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.RefundOrder;
import io.kassa.channel.Scene;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A configuration, an order, a refund, and a clock that goes when it is told. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final UUID ATTEMPT = UUID.fromString("019e8a00-0000-7000-8000-00000000000a");
  static final UUID REFUND = UUID.fromString("019e8a00-0000-7000-8000-00000000000b");
  static final String NUMBER = "019e8a0000007000800000000000000a";
  static final String REFUND_NUMBER = "019e8a0000007000800000000000000b";
  static final String TRANSACTION = "4200000914202606015554393855";
  static final URI NOTICES =
      URI.create("https://pay.example.com/channels/wechat-pay/notifications/1");

  private Samples() {}

  /** A live configuration in public-key mode. */
  static Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    values.put("mchid", TestPlatform.MCHID);
    values.put("appId", TestPlatform.APP_ID);
    values.put("apiV3Key", TestPlatform.API_V3_KEY);
    values.put("merchantSerial", TestPlatform.MERCHANT_SERIAL);
    values.put("merchantPrivateKey", TestCertificates.pem(TestPlatform.MERCHANT.getPrivate()));
    values.put("platformPublicKeyId", TestPlatform.PUBLIC_KEY_ID);
    values.put("platformPublicKey", TestCertificates.pem(TestPlatform.PUBLIC_KEY.getPublic()));
    return values;
  }

  static Map<String, String> without(Map<String, String> values, String... names) {
    Map<String, String> left = new HashMap<>(values);
    for (String name : names) {
      left.remove(name);
    }
    return left;
  }

  static Map<String, String> with(Map<String, String> values, String name, String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(name, value);
    return changed;
  }

  static ChannelSettings settings(boolean test, Map<String, String> values) {
    return new ChannelSettings(UUID.randomUUID(), 1, test, values, NOTICES);
  }

  /** A test merchant's configuration that reaches the loopback. */
  static ChannelSettings settings(Loopback platform) {
    return settings(true, with(values(), "baseUrl", platform.base().toString()));
  }

  /** The same, with platform certificates alone. */
  static ChannelSettings certificateSettings(Loopback platform) {
    return settings(
        true,
        with(
            without(values(), "platformPublicKeyId", "platformPublicKey"),
            "baseUrl",
            platform.base().toString()));
  }

  static ChannelOrder order(Scene scene) {
    return order(scene, 100, "CNY");
  }

  static ChannelOrder order(Scene scene, long amountMinor, String currency) {
    return new ChannelOrder(
        ATTEMPT,
        amountMinor,
        currency,
        "Image形象店-QQ公仔",
        scene,
        scene == Scene.JSAPI ? "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" : null,
        scene == Scene.H5 ? "14.23.150.211" : null,
        NOW,
        NOW.plus(Duration.ofMinutes(30)),
        scene == Scene.H5 ? URI.create("https://shop.example.com/done?order=1&lang=zh") : null);
  }

  static RefundOrder refund() {
    return new RefundOrder(REFUND, ATTEMPT, TRANSACTION, 40, 100, "CNY", "商品已售完");
  }

  /** What the provider tells of an order. */
  static String transaction(String state) {
    return """
        {"amount":{"currency":"CNY","payer_currency":"CNY","payer_total":90,"total":100},\
        "appid":"%s","mchid":"%s","out_trade_no":"%s","transaction_id":"%s","trade_state":"%s",\
        "trade_state_desc":"支付成功","trade_type":"NATIVE","bank_type":"CMC","attach":"",\
        "success_time":"2026-06-01T20:00:01+08:00","payer":{"openid":"oUpF8"},\
        "promotion_detail":[{"coupon_id":"1","amount":10}],"a_new_member":null}"""
        .formatted(TestPlatform.APP_ID, TestPlatform.MCHID, NUMBER, TRANSACTION, state);
  }

  /** What the provider tells of an order that nobody paid. */
  static String openTransaction(String state) {
    return """
        {"appid":"%s","mchid":"%s","out_trade_no":"%s","trade_state":"%s","trade_state_desc":"x"}"""
        .formatted(TestPlatform.APP_ID, TestPlatform.MCHID, NUMBER, state);
  }

  /** What the provider tells of a refund when it is asked. */
  static String refund(String status) {
    return """
        {"refund_id":"50300807092021020105990201735","out_refund_no":"%s","transaction_id":"%s",\
        "out_trade_no":"%s","channel":"ORIGINAL","user_received_account":"支付用户零钱",\
        "success_time":"2026-06-01T20:05:00+08:00","create_time":"2026-06-01T20:04:00+08:00",\
        "status":"%s","amount":{"total":100,"refund":40,"payer_total":90,"payer_refund":36,\
        "settlement_refund":40,"settlement_total":100,"discount_refund":4,"currency":"CNY"}}"""
        .formatted(REFUND_NUMBER, TRANSACTION, NUMBER, status);
  }

  /** What a notice tells of a refund. */
  static String refundNotice(String status) {
    return """
        {"mchid":"%s","transaction_id":"%s","out_trade_no":"%s","refund_id":"50300807",\
        "out_refund_no":"%s","refund_status":"%s","success_time":"2026-06-01T20:05:00+08:00",\
        "user_received_account":"x","amount":{"total":100,"refund":40,"payer_total":90,\
        "payer_refund":36}}"""
        .formatted(TestPlatform.MCHID, TRANSACTION, NUMBER, REFUND_NUMBER, status);
  }

  /** Stands still until it is moved. */
  static final class Hand extends Clock {
    private Instant now = NOW;

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
