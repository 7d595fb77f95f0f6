package io.kassa.sandbox.alipay;

import io.kassa.sandbox.http.FormData;
import io.kassa.sandbox.http.Request;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A call's parameters, from the query and the form together. */
final class Parameters {

  private final Map<String, String> values;
  private final Charset charset;

  private Parameters(Map<String, String> values, Charset charset) {
    this.values = values;
    this.charset = charset;
  }

  static Parameters of(Request request) {
    return of(request.query(), request.body());
  }

  /** What the merchant's app hands to Alipay's: the parameters of a call that was never made. */
  static Parameters ofOrderString(String text) {
    return of(text.strip(), "");
  }

  private static Parameters of(String query, String form) {
    Charset charset = charset(query, form);
    Map<String, String> values = new TreeMap<>(FormData.parse(query, charset));
    values.putAll(FormData.parse(form, charset));
    return new Parameters(values, charset);
  }

  /** The name of the charset is plain ASCII, so it can be read before the rest. */
  private static Charset charset(String query, String form) {
    String name = FormData.parse(query, StandardCharsets.US_ASCII).get("charset");
    if (name == null) {
      name = FormData.parse(form, StandardCharsets.US_ASCII).get("charset");
    }
    return "GBK".equalsIgnoreCase(name) ? Charset.forName("GBK") : StandardCharsets.UTF_8;
  }

  /** Empty if it is not there. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  Charset charset() {
    return charset;
  }

  /** What the merchant signed: everything but the signature. */
  String signed() {
    return SignText.of(values, Set.of("sign"));
  }

  /** The same parameters as one value, without what changes when a call is repeated. */
  String content() {
    return values.entrySet().stream()
        .filter(pair -> !Set.of("sign", "timestamp").contains(pair.getKey()))
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining("&"));
  }
}
