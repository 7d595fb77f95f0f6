package io.kassa.channel.http;

import io.kassa.storage.Bytes;
import java.net.http.HttpHeaders;

/** What came back: any status, the raw bytes. Nothing of it is believed yet. */
public record ProviderReply(int statusCode, HttpHeaders headers, Bytes body) {

  /** The first value of a header, or null. */
  public String header(String name) {
    return headers.firstValue(name).orElse(null);
  }
}
