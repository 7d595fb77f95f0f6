package io.kassa.channel.alipay;

import io.kassa.channel.BillRequest;
import io.kassa.channel.ChannelOrder;
import io.kassa.channel.RefundOrder;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The content of each call. The same order or refund gives the same text, for the provider takes a
 * repeated number only with the same parameters.
 */
final class Contents {
  private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());
  private static final String ORDER = "out_trade_no";
  private static final String REFUND = "out_request_no";
  private static final int LONGEST_SUBJECT = 256;
  private static final int LONGEST_REASON = 256;

  private Contents() {}

  /** An order shown as a QR code. */
  static String precreate(ChannelOrder order) {
    return object(json -> writeOrder(json, order));
  }

  /**
   * An order that is opened by an app or a browser; the product is what the merchant signed for.
   */
  static String order(ChannelOrder order, String product) {
    return object(
        json -> {
          writeOrder(json, order);
          json.write("product_code", product);
        });
  }

  /** The same for the phone's browser, which the payer may leave without paying. */
  static String wapOrder(ChannelOrder order, String product) {
    return object(
        json -> {
          writeOrder(json, order);
          json.write("product_code", product);
          if (order.returnUrl() != null) {
            json.write("quit_url", order.returnUrl().toString());
          }
        });
  }

  private static void writeOrder(JsonGenerator json, ChannelOrder order) {
    json.write(ORDER, order.number());
    json.write("total_amount", Yuan.of(order.amountMinor()));
    json.write("subject", cut(plain(order.subject()), LONGEST_SUBJECT));
    // absolute, so that a repeated order is the same and a QR code that is scanned late is refused
    json.write("time_expire", ChinaTime.of(order.expiresAt()));
  }

  /** A question about an order, its closing or its cancelling. */
  static String named(ChannelOrder order) {
    return object(json -> json.write(ORDER, order.number()));
  }

  /** A question about an order by the provider's number. */
  static String transaction(String transactionId) {
    return object(json -> json.write("trade_no", transactionId));
  }

  /**
   * By our number of the order alone: the provider's is not always known, and a repetition that
   * names it where the first try did not would have other parameters.
   */
  static String refund(RefundOrder refund) {
    return object(
        json -> {
          json.write(ORDER, refund.orderNumber());
          json.write(REFUND, refund.number());
          json.write("refund_amount", Yuan.of(refund.amountMinor()));
          if (refund.reason() != null && !refund.reason().isBlank()) {
            json.write("refund_reason", cut(refund.reason(), LONGEST_REASON));
          }
        });
  }

  /** A question about a refund; without the option its time is not told. */
  static String refundQuery(RefundOrder refund) {
    return object(
        json -> {
          json.write(ORDER, refund.orderNumber());
          json.write(REFUND, refund.number());
          json.writeStartArray("query_options");
          json.write("gmt_refund_pay");
          json.writeEnd();
        });
  }

  static String bill(BillRequest request) {
    return object(
        json -> {
          json.write("bill_type", "trade");
          json.write("bill_date", request.date().toString());
        });
  }

  static String certificate(String number) {
    return object(json -> json.write("alipay_cert_sn", number));
  }

  private static String object(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = GENERATORS.createGenerator(text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEnd();
    }
    return text.toString();
  }

  /** The provider takes none of three characters in a subject; their wide forms read the same. */
  private static String plain(String subject) {
    return subject.replace('/', '／').replace('=', '＝').replace('&', '＆');
  }

  /** At most so many characters, and no half of one. */
  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }
}
