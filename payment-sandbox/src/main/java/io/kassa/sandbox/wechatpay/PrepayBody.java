package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.books.OrderKey;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.books.Scene;
import io.kassa.sandbox.books.Terms;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The body of a call that creates an order. */
final class PrepayBody {

  private static final Map<String, Object> SHAPE =
      Map.ofEntries(
          Map.entry("appid", ""),
          Map.entry("mchid", ""),
          Map.entry("description", ""),
          Map.entry("out_trade_no", ""),
          Map.entry("time_expire", ""),
          Map.entry("attach", ""),
          Map.entry("notify_url", ""),
          Map.entry("goods_tag", ""),
          Map.entry("support_fapiao", ""),
          Map.entry("limit_pay", ""),
          Map.entry("amount", Map.of("total", "", "currency", "")),
          Map.entry("payer", Map.of("openid", "")),
          Map.entry("detail", Map.of("cost_price", "", "invoice_id", "", "goods_detail", "")),
          Map.entry(
              "scene_info",
              Map.of(
                  "payer_client_ip",
                  "",
                  "device_id",
                  "",
                  "store_info",
                  Map.of("id", "", "name", "", "area_code", "", "address", ""),
                  "h5_info",
                  Map.of(
                      "type",
                      "",
                      "app_name",
                      "",
                      "app_url",
                      "",
                      "bundle_id",
                      "",
                      "package_name",
                      ""))),
          Map.entry("settle_info", Map.of("profit_sharing", "")));

  private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z_\\-|*]{6,32}");
  private static final Pattern APP_ID = Pattern.compile("[0-9A-Za-z_]{1,32}");
  private static final Pattern OPEN_ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");
  private static final Pattern CNY = Pattern.compile("CNY");
  private static final int LONGEST_DESCRIPTION = 127;
  private static final int LONGEST_ATTACH = 128;
  private static final int LONGEST_ADDRESS = 45;
  private static final int LONGEST_TYPE = 32;

  private PrepayBody() {}

  /** The terms that a merchant asks for; refused with the field's name if one is wrong. */
  static Terms terms(Merchant merchant, Scene scene, String text, Instant now) {
    JsonObject body = Fields.body(text);
    Fields.known(body, SHAPE, "");
    Fields fields = new Fields(body, "");
    String appId = fields.text("appid", APP_ID);
    if (!fields.text("mchid", APP_ID).equals(merchant.mchid())) {
      throw new ApiException(400, "MCH_NOT_EXISTS", "商户号不存在");
    }
    if (!appId.equals(merchant.appId())) {
      throw new ApiException(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配");
    }
    Fields amount = fields.member("amount");
    if (amount.has("currency")) {
      amount.text("currency", CNY);
    }
    scene(scene, fields);
    return new Terms(
        new OrderKey(Provider.WECHAT_PAY, merchant.mchid(), fields.text("out_trade_no", NUMBER)),
        appId,
        scene,
        amount.positive("total"),
        "CNY",
        fields.text("description", LONGEST_DESCRIPTION),
        fields.optional("attach", LONGEST_ATTACH),
        fields.url("notify_url"),
        "",
        payer(scene, fields),
        deadline(fields, now),
        Json.createObjectBuilder(body).add("scene", scene.name()).build());
  }

  private static Optional<String> payer(Scene scene, Fields fields) {
    return scene == Scene.JSAPI
        ? Optional.of(fields.member("payer").text("openid", OPEN_ID))
        : Optional.empty();
  }

  private static void scene(Scene scene, Fields fields) {
    if (scene == Scene.H5) {
      Fields info = fields.member("scene_info");
      info.text("payer_client_ip", LONGEST_ADDRESS);
      info.member("h5_info").text("type", LONGEST_TYPE);
    }
  }

  private static Optional<Instant> deadline(Fields fields, Instant now) {
    if (!fields.has("time_expire")) {
      return Optional.empty();
    }
    Instant deadline;
    try {
      deadline = OffsetDateTime.parse(fields.text("time_expire", LONGEST_TYPE)).toInstant();
    } catch (DateTimeException e) {
      throw ApiException.parameter("time_expire", "not of RFC 3339");
    }
    if (!deadline.isAfter(now)) {
      throw ApiException.parameter("time_expire", "time_expire is over");
    }
    return Optional.of(deadline);
  }
}
