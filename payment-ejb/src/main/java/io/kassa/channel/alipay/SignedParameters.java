package io.kassa.channel.alipay;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A call's parameters, signed by the app, in the forms in which they travel. */
final class SignedParameters {
  private static final String CONTENT = "biz_content";

  private final SortedMap<String, String> parameters;

  private SignedParameters(SortedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /** A call that the provider answers. */
  static SignedParameters of(Account account, String method, String content, Instant now) {
    return signed(account, common(account, method, content, now));
  }

  /**
   * A call that makes an order; the provider is told where to send notices.
   *
   * @param returnUrl where a browser goes afterwards; may be null
   */
  static SignedParameters ofOrder(
      Account account, String method, String content, URI returnUrl, Instant now) {
    SortedMap<String, String> parameters = common(account, method, content, now);
    parameters.put("notify_url", account.noticeUrl().toString());
    if (returnUrl != null) {
      parameters.put("return_url", returnUrl.toString());
    }
    return signed(account, parameters);
  }

  private static SortedMap<String, String> common(
      Account account, String method, String content, Instant now) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("app_id", account.appId());
    parameters.put("method", method);
    parameters.put("format", "JSON");
    parameters.put("charset", "utf-8");
    parameters.put(SignedText.SIGN_TYPE, Rsa.NAME);
    parameters.put("timestamp", ChinaTime.of(now));
    parameters.put("version", "1.0");
    parameters.put(CONTENT, content);
    if (account.numbers() != null) {
      parameters.put("app_cert_sn", account.numbers().app());
      parameters.put("alipay_root_cert_sn", account.numbers().roots());
    }
    return parameters;
  }

  private static SignedParameters signed(Account account, SortedMap<String, String> parameters) {
    parameters.put(
        SignedText.SIGN, Rsa.sign(account.privateKey(), SignedText.ofRequest(parameters)));
    return new SignedParameters(parameters);
  }

  /** Everything, as the provider's app and its pages take it. */
  String orderString() {
    return encoded(parameters);
  }

  /** All but the content: what stands in the address of a call. */
  String query() {
    SortedMap<String, String> common = new TreeMap<>(parameters);
    common.remove(CONTENT);
    return encoded(common);
  }

  /** The content alone: what stands in the body of a call. */
  String form() {
    return encoded(Map.of(CONTENT, parameters.get(CONTENT)));
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            parameter ->
                parameter.getKey()
                    + "="
                    + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
