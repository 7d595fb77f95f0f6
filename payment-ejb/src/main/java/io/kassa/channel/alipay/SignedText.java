package io.kassa.channel.alipay;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text over which parameters are signed: {@code name=value} of each that has a value, sorted by
 * name, joined by {@code &}, nothing encoded.
 */
final class SignedText {
  static final String SIGN = "sign";
  static final String SIGN_TYPE = "sign_type";

  private SignedText() {}

  /** A request of ours; {@code sign_type} is part of it. */
  static String ofRequest(Map<String, String> parameters) {
    Map<String, String> signed = new TreeMap<>(parameters);
    signed.remove(SIGN);
    return joined(signed);
  }

  /** A notice of the provider's; {@code sign_type} is no part of it. */
  static String ofNotice(Map<String, String> parameters) {
    Map<String, String> signed = new TreeMap<>(parameters);
    signed.remove(SIGN);
    signed.remove(SIGN_TYPE);
    return joined(signed);
  }

  private static String joined(Map<String, String> sorted) {
    return sorted.entrySet().stream()
        .filter(parameter -> !isEmpty(parameter.getValue()))
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  /** The provider takes a value of white space for none. */
  private static boolean isEmpty(String value) {
    return value.isBlank();
  }
}
