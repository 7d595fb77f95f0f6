package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.RefundOrder;
import io.kassa.channel.Scene;
import io.kassa.storage.Bytes;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is posted. The same order or refund gives the same bytes, for the provider takes a repeated
 * number only with the same parameters; unknown members it refuses.
 */
final class RequestBodies {
  static final String CURRENCY = "CNY";

  private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
  private static final int DESCRIPTION_BYTES = 127;
  private static final int REASON_BYTES = 80;

  private RequestBodies() {}

  static Bytes prepay(Account account, ChannelOrder order) {
    return object(
        json -> {
          json.write("appid", account.appId());
          json.write("mchid", account.mchid());
          json.write("description", cut(order.subject(), DESCRIPTION_BYTES));
          json.write("out_trade_no", order.number());
          json.write("time_expire", RFC_3339.format(order.expiresAt().atOffset(BEIJING)));
          json.write("notify_url", account.noticeUrl().toString());
          json.writeStartObject("amount");
          json.write("total", order.amountMinor());
          json.write("currency", CURRENCY);
          json.writeEnd();
          if (order.scene() == Scene.JSAPI) {
            json.writeStartObject("payer");
            json.write("openid", required(order.openid(), "openid"));
            json.writeEnd();
          }
          if (order.scene() == Scene.H5) {
            writeScene(json, account.h5(), required(order.payerAddress(), "payerAddress"));
          }
        });
  }

  private static void writeScene(JsonGenerator json, Account.H5Site site, String payerAddress) {
    json.writeStartObject("scene_info");
    json.write("payer_client_ip", payerAddress);
    json.writeStartObject("h5_info");
    json.write("type", site.type());
    if (site.name() != null) {
      json.write("app_name", site.name());
    }
    if (site.url() != null) {
      json.write("app_url", site.url());
    }
    json.writeEnd();
    json.writeEnd();
  }

  static Bytes close(Account account) {
    return object(json -> json.write("mchid", account.mchid()));
  }

  /**
   * By our number of the order alone: the provider's is not always known, and a repetition that
   * names it where the first try did not would have other parameters.
   */
  static Bytes refund(Account account, RefundOrder refund) {
    return object(
        json -> {
          json.write("out_trade_no", refund.orderNumber());
          json.write("out_refund_no", refund.number());
          if (refund.reason() != null && !refund.reason().isEmpty()) {
            json.write("reason", cut(refund.reason(), REASON_BYTES));
          }
          json.write("notify_url", account.noticeUrl().toString());
          json.writeStartObject("amount");
          json.write("refund", refund.amountMinor());
          json.write("total", refund.paidMinor());
          json.write("currency", CURRENCY);
          json.writeEnd();
        });
  }

  private static Bytes object(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = GENERATORS.createGenerator(text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEnd();
    }
    return Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** At most so many bytes of UTF-8, for the provider counts those, and no part of a character. */
  private static String cut(String text, int mostBytes) {
    CharBuffer left = CharBuffer.wrap(text);
    StandardCharsets.UTF_8.newEncoder().encode(left, ByteBuffer.allocate(mostBytes), true);
    return text.substring(0, left.position());
  }

  private static String required(String value, String name) {
    if (value == null) {
      throw new IllegalStateException("an order of this scene has " + name);
    }
    return value;
  }
}
