package io.kassa.channel;

import io.kassa.storage.Bytes;
import java.util.Locale;
import java.util.Map;

/**
 * A request that claims to be a provider's notice, as it came.
 *
 * @param headers by lower-case name; the last value where one came twice
 * @param contentType as sent; may be null
 * @param body the raw bytes; signatures cover exactly these
 */
public record NoticeRequest(Map<String, String> headers, String contentType, Bytes body) {

  public NoticeRequest {
    headers = Map.copyOf(headers);
  }

  /** A request with these raw bytes. */
  public static NoticeRequest of(Map<String, String> headers, String contentType, byte[] body) {
    return new NoticeRequest(headers, contentType, Bytes.of(body));
  }

  /** A header's value, or null. */
  public String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
