package io.kassa.channel.alipay;

import io.kassa.storage.Bytes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads a notice's body: a form in UTF-8. */
final class NoticeForm {
  /** The provider sends about thirty. */
  private static final int MOST_PARAMETERS = 256;

  private NoticeForm() {}

  /**
   * The parameters, decoded. What is no UTF-8 is replaced, and no signature holds over it.
   *
   * @throws MalformedAnswerException if it is no form, or a name stands twice
   */
  static Map<String, String> parse(Bytes body) {
    String text = new String(Bytes.array(body), StandardCharsets.UTF_8);
    Map<String, String> parameters = new HashMap<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('&', from);
      end = end < 0 ? text.length() : end;
      int equals = text.indexOf('=', from);
      if (equals < 0 || equals > end || parameters.size() == MOST_PARAMETERS) {
        throw new MalformedAnswerException("not-a-form");
      }
      String name = decoded(text.substring(from, equals));
      if (parameters.put(name, decoded(text.substring(equals + 1, end))) != null) {
        throw new MalformedAnswerException("a-parameter-twice");
      }
      from = end + 1;
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw new MalformedAnswerException("not-a-form");
    }
  }
}
