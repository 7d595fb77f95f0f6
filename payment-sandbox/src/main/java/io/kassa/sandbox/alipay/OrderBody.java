package io.kassa.sandbox.alipay;

import io.kassa.sandbox.books.Numbers;
import io.kassa.sandbox.books.Scene;
import io.kassa.sandbox.books.Terms;
import jakarta.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a call that makes a trade. */
final class OrderBody {

  private static final Map<String, Scene> SCENES =
      Map.of(
          "alipay.trade.precreate", Scene.NATIVE,
          "alipay.trade.app.pay", Scene.APP,
          "alipay.trade.wap.pay", Scene.H5,
          "alipay.trade.page.pay", Scene.PAGE);

  private static final Map<Scene, String> PRODUCTS =
      Map.of(
          Scene.APP, "QUICK_MSECURITY_PAY",
          Scene.H5, "QUICK_WAP_WAY",
          Scene.PAGE, "FAST_INSTANT_TRADE_PAY");

  private static final Pattern SUBJECT = Pattern.compile("[^/=&]{1,256}");
  private static final Pattern URL = Pattern.compile("https?://[^\\s]{1,250}");
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,5})([mhd])");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private OrderBody() {}

  /** The scene of a method that makes trades. */
  static Optional<Scene> scene(String method) {
    return Optional.ofNullable(SCENES.get(method));
  }

  static Terms terms(Merchant merchant, Parameters parameters, Instant now) {
    Biz biz = Biz.of(parameters);
    Scene scene = scene(parameters.get("method")).orElseThrow();
    String subject = biz.required("subject", 256);
    if (!SUBJECT.matcher(subject).matches()) {
      throw GatewayException.parameter("subject");
    }
    String product = PRODUCTS.get(scene);
    if (product != null && !biz.get("product_code").equals(product)) {
      throw GatewayException.parameter("product_code");
    }
    return new Terms(
        Trades.key(merchant, biz.number("out_trade_no")),
        merchant.appId(),
        scene,
        biz.yuan("total_amount"),
        "CNY",
        subject,
        biz.get("passback_params"),
        url(parameters, "notify_url"),
        url(parameters, "return_url"),
        Optional.empty(),
        deadline(biz, now),
        Json.createObjectBuilder().add("parameters", parameters.content()).build());
  }

  private static String url(Parameters parameters, String name) {
    String value = parameters.get(name);
    if (!value.isEmpty() && !URL.matcher(value).matches()) {
      throw GatewayException.parameter(name);
    }
    return value;
  }

  private static Optional<Instant> deadline(Biz biz, Instant now) {
    String absolute = biz.get("time_expire");
    if (!absolute.isEmpty()) {
      try {
        Instant end = LocalDateTime.parse(absolute, TIME).atZone(Numbers.CHINA).toInstant();
        return Optional.of(end);
      } catch (DateTimeException e) {
        throw GatewayException.parameter("time_expire");
      }
    }
    String span = biz.get("timeout_express");
    Matcher parts = SPAN.matcher(span);
    if (!span.isEmpty() && !parts.matches()) {
      throw GatewayException.parameter("timeout_express");
    }
    return span.isEmpty()
        ? Optional.empty()
        : Optional.of(now.plus(length(Integer.parseInt(parts.group(1)), parts.group(2))));
  }

  private static Duration length(int count, String unit) {
    return switch (unit) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
