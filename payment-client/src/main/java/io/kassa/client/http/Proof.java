package io.kassa.client.http;

import java.net.URI;
import java.util.Map;

/** How a caller proves who it is. Made anew for each try: a signature is good once. */
public interface Proof {
  /** Of somebody who proves nothing. */
  Proof NONE = (method, uri, body, headers) -> Map.of();

  /**
   * The headers that prove this request.
   *
   * @param headers what is sent besides, to be covered by a signature
   */
  Map<String, String> headers(String method, URI uri, byte[] body, Map<String, String> headers);

  /** A proof that is the same for every request. */
  static Proof authorization(String value) {
    return (method, uri, body, headers) -> Map.of("Authorization", value);
  }
}
