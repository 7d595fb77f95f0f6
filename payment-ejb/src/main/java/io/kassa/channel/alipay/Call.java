package io.kassa.channel.alipay;

import io.kassa.channel.http.AllowedHosts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;

/** One call of ours. Each time it is sent it is signed anew, so that a repetition is not stale. */
final class Call {
  private final Account account;
  private final Deadline deadline;
  private final Requests requests;

  /** Makes the next request of a call. */
  @FunctionalInterface
  private interface Requests {
    HttpRequest.Builder next();
  }

  private Call(Account account, Deadline deadline, Requests requests) {
    this.account = account;
    this.deadline = deadline;
    this.requests = requests;
  }

  /** A call of the gateway; the provider is told of our notices with an order only. */
  static Call of(Account account, String method, String content, Deadline deadline, Clock clock) {
    return new Call(
        account,
        deadline,
        () -> post(account, SignedParameters.of(account, method, content, clock.instant())));
  }

  /** A call of the gateway that makes an order. */
  static Call ofOrder(
      Account account, String method, String content, Deadline deadline, Clock clock) {
    return new Call(
        account,
        deadline,
        () ->
            post(
                account,
                SignedParameters.ofOrder(account, method, content, null, clock.instant())));
  }

  /** A bill's address, which the provider told us; its answer is unsigned. */
  static Call download(Account account, URI address) {
    return new Call(account, Deadline.begin(), () -> plain(HttpRequest.newBuilder(address)).GET());
  }

  private static HttpRequest.Builder post(Account account, SignedParameters parameters) {
    return plain(HttpRequest.newBuilder(URI.create(account.gateway() + "?" + parameters.query())))
        .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
        .POST(BodyPublishers.ofString(parameters.form()));
  }

  private static HttpRequest.Builder plain(HttpRequest.Builder request) {
    return request.header("User-Agent", "Kassa").header("Accept", "*/*");
  }

  boolean test() {
    return account.test();
  }

  AllowedHosts hosts() {
    return account.hosts();
  }

  Deadline deadline() {
    return deadline;
  }

  /** The next request of this call. */
  HttpRequest.Builder next() {
    return requests.next();
  }
}
