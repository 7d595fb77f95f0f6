package io.kassa.sandbox.alipay;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text under a signature: {@code name=value} by name, joined by {@code &}, empty ones left out.
 */
final class SignText {

  private SignText() {}

  static String of(Map<String, String> values, Set<String> without) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .filter(pair -> !without.contains(pair.getKey()) && !pair.getValue().isEmpty())
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining("&"));
  }
}
