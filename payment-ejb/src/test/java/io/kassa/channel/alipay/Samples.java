package io.kassa.channel.alipay;

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
import java.util.TreeMap;
import java.util.UUID;

/** A configuration, an order, a refund, and a clock that goes when it is told. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final UUID ATTEMPT = UUID.fromString("019e8a00-0000-7000-8000-00000000000a");
  static final UUID REFUND = UUID.fromString("019e8a00-0000-7000-8000-00000000000b");
  static final String NUMBER = "019e8a0000007000800000000000000a";
  static final String REFUND_NUMBER = "019e8a0000007000800000000000000b";
  static final String TRANSACTION = "2026060122001497170590712345";
  static final URI NOTICES = URI.create("https://pay.example.com/channels/alipay/notifications/1");

  private Samples() {}

  /** A live configuration in key mode. */
  static Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    values.put("appId", TestAlipay.APP_ID);
    values.put("sellerId", TestAlipay.SELLER);
    values.put("appPrivateKey", TestCertificates.base64(TestAlipay.APP.getPrivate()));
    values.put("alipayPublicKey", TestCertificates.base64(TestAlipay.ALIPAY.getPublic()));
    return values;
  }

  /** A live configuration in certificate mode. */
  static Map<String, String> certificateValues() {
    Map<String, String> values = without(values(), "alipayPublicKey");
    values.put("appCertificate", TestCertificates.pem(TestAlipay.APP_CERTIFICATE));
    values.put(
        "alipayCertificate", TestCertificates.pem(TestAlipay.ALIPAY_CERTIFICATE, TestAlipay.CLASS));
    values.put(
        "alipayRootCertificate", TestCertificates.pem(TestAlipay.ROOT, TestAlipay.OTHER_ROOT));
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
  static ChannelSettings settings(Loopback alipay, Map<String, String> values) {
    return settings(true, with(values, "gatewayUrl", alipay.gateway().toString()));
  }

  static ChannelOrder order(Scene scene) {
    return order(scene, 8888, "CNY");
  }

  static ChannelOrder order(Scene scene, long amountMinor, String currency) {
    return new ChannelOrder(
        ATTEMPT,
        amountMinor,
        currency,
        "形象店 a/b=c&d \"x\"",
        scene,
        null,
        null,
        NOW,
        NOW.plus(Duration.ofMinutes(30)),
        scene == Scene.H5 ? URI.create("https://shop.example.com/done?order=1&lang=zh") : null);
  }

  static RefundOrder refund() {
    return new RefundOrder(REFUND, ATTEMPT, TRANSACTION, 4000, 8888, "CNY", "商品已售完");
  }

  /** What the provider tells of an order when it is asked. */
  static String trade(String status) {
    return """
        {"code":"10000","msg":"Success","buyer_logon_id":"159****5620","buyer_pay_amount":"80.00",\
        "buyer_user_id":"2088101117955611","invoice_amount":"80.00","out_trade_no":"%s",\
        "point_amount":"0.00","receipt_amount":"88.88","send_pay_date":"2026-06-01 20:00:01",\
        "fund_bill_list":[{"amount":"88.88","fund_channel":"{\\"}"}],"a_new_member":null,\
        "total_amount":"88.88","trade_no":"%s","trade_status":"%s","store_name":"a\\\\\\"}"}"""
        .formatted(NUMBER, TRANSACTION, status);
  }

  /** What the provider tells of a refund that it made. */
  static String refunded(String fundChange) {
    return """
        {"code":"10000","msg":"Success","buyer_logon_id":"159****5620","fund_change":"%s",\
        "gmt_refund_pay":"2026-06-01 20:05:00","out_trade_no":"%s","refund_fee":"60.00",\
        "send_back_fee":"40.00","trade_no":"%s"}"""
        .formatted(fundChange, NUMBER, TRANSACTION);
  }

  /** What the provider tells of a refund when it is asked. */
  static String refundStatus(String status) {
    return """
        {"code":"10000","msg":"Success","out_request_no":"%s","out_trade_no":"%s",\
        "refund_amount":"40.00","refund_status":"%s","total_amount":"88.88","trade_no":"%s",\
        "gmt_refund_pay":"2026-06-01 20:05:00"}"""
        .formatted(REFUND_NUMBER, NUMBER, status, TRANSACTION);
  }

  /** What a notice tells of a payment. */
  static Map<String, String> notice(String status) {
    Map<String, String> notice = new TreeMap<>();
    notice.put("notify_id", "2026060100222200001060711234567890");
    notice.put("notify_time", "2026-06-01 20:00:03");
    notice.put("notify_type", "trade_status_sync");
    notice.put("app_id", TestAlipay.APP_ID);
    notice.put("auth_app_id", TestAlipay.APP_ID);
    notice.put("charset", "utf-8");
    notice.put("version", "1.0");
    notice.put("trade_no", TRANSACTION);
    notice.put("out_trade_no", NUMBER);
    notice.put("seller_id", TestAlipay.SELLER);
    notice.put("buyer_id", "2088102122524333");
    notice.put("trade_status", status);
    notice.put("total_amount", "88.88");
    notice.put("receipt_amount", "80.00");
    notice.put("subject", "形象店 + 100% & more");
    notice.put("gmt_create", "2026-06-01 19:59:58");
    notice.put("gmt_payment", "2026-06-01 20:00:01");
    notice.put("fund_bill_list", "[{\"amount\":\"80.00\",\"fundChannel\":\"ALIPAYACCOUNT\"}]");
    notice.put("passback_params", "");
    return notice;
  }

  /** The same after a refund; the trade's state is what it was. */
  static Map<String, String> refundNotice(String status) {
    Map<String, String> notice = notice(status);
    notice.put("out_biz_no", REFUND_NUMBER);
    notice.put("refund_fee", "60.00");
    notice.put("gmt_refund", "2026-06-01 20:05:00.123");
    return notice;
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
