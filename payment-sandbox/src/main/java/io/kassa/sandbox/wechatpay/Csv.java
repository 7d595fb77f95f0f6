package io.kassa.sandbox.wechatpay;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of a bill: a back-tick before every value, so that a spreadsheet leaves it alone. */
final class Csv {

  static final String END = "\r\n";

  private Csv() {}

  static String row(String... values) {
    return row(Arrays.asList(values));
  }

  static String row(List<String> values) {
    return values.stream().map(value -> "`" + value).collect(Collectors.joining(",", "", END));
  }

  /** The bill knows no quoting, so what would break a row is left out. */
  static String plain(String text) {
    return text.replace(',', ' ').replace('`', ' ').replace('\r', ' ').replace('\n', ' ');
  }
}
