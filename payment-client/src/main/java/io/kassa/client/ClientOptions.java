package io.kassa.client;

import io.kassa.client.http.Proof;
import io.kassa.client.http.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Time limits, tries, and the HTTP client below. */
public final class ClientOptions {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final ClientOptions DEFAULTS = new ClientOptions(Duration.ofSeconds(30), 4, null);

  private final Duration callTimeout;
  private final int tries;
  private final HttpClient http;

  private ClientOptions(Duration callTimeout, int tries, HttpClient http) {
    this.callTimeout = callTimeout;
    this.tries = tries;
    this.http = http;
  }

  /**
   * 30 seconds per call, 4 tries, 5 seconds to connect.
   *
   * @return the defaults
   */
  public static ClientOptions defaults() {
    return DEFAULTS;
  }

  /**
   * How long a call may take in all, with its tries and pauses.
   *
   * @param timeout above zero
   * @return other options
   */
  public ClientOptions callTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a call needs some time");
    }
    return new ClientOptions(timeout, tries, http);
  }

  /**
   * How often a call is tried at most.
   *
   * @param most 1 for no second try
   * @return other options
   */
  public ClientOptions tries(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a call is tried once at least");
    }
    return new ClientOptions(callTimeout, most, http);
  }

  /**
   * An HTTP client of the caller's, with its own proxy, trust and executor. It should follow no
   * redirects and have a time limit to connect.
   *
   * @param own shared by whoever uses it
   * @return other options
   */
  public ClientOptions http(HttpClient own) {
    return new ClientOptions(callTimeout, tries, own);
  }

  Transport transport(URI apiBase, Proof proof) {
    String text = apiBase.toString();
    URI base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    return new Transport(
        http == null ? newHttp() : http, base, proof, new Transport.Limits(callTimeout, tries));
  }

  private static HttpClient newHttp() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }
}
