package io.kassa.sandbox.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.StringTokenizer;

/** {@code application/x-www-form-urlencoded}, in queries and in bodies. */
public final class FormData {

  private FormData() {}

  /** The decoded pairs in their order; of a name that comes twice the last one counts. */
  public static Map<String, String> parse(String text, Charset charset) {
    Map<String, String> pairs = new LinkedHashMap<>();
    StringTokenizer parts = new StringTokenizer(text, "&");
    while (parts.hasMoreTokens()) {
      String part = parts.nextToken();
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      pairs.put(URLDecoder.decode(name, charset), URLDecoder.decode(value, charset));
    }
    return pairs;
  }

  /** The pairs in the map's order. */
  public static String format(Map<String, String> pairs, Charset charset) {
    StringJoiner text = new StringJoiner("&");
    pairs.forEach(
        (name, value) ->
            text.add(URLEncoder.encode(name, charset) + "=" + URLEncoder.encode(value, charset)));
    return text.toString();
  }
}
