package io.kassa.channel.wechatpay;

import io.kassa.channel.http.AllowedHosts;
import io.kassa.storage.Bytes;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One call of ours. Each time it is sent it is signed anew, so that a repetition is neither stale
 * nor a replay.
 */
final class Call {
  private static final String GET = "GET";
  private static final Bytes NOTHING = Bytes.of(new byte[0]);

  private final Account account;
  private final String method;
  private final URI address;
  private final Bytes body;
  private final String accept;
  private final Deadline deadline;
  private final Clock clock;
  private final AtomicInteger sent = new AtomicInteger();

  private Call(
      Account account,
      String method,
      URI address,
      Bytes body,
      String accept,
      Deadline deadline,
      Clock clock) {
    this.account = account;
    this.method = method;
    this.address = address;
    this.body = body;
    this.accept = accept;
    this.deadline = deadline;
    this.clock = clock;
  }

  /** A question; asking twice does no harm. */
  static Call get(Account account, String target, Deadline deadline, Clock clock) {
    URI address = URI.create(account.base() + target);
    return new Call(account, GET, address, NOTHING, "application/json", deadline, clock);
  }

  /** A bill's address, which the provider told us; its answer is unsigned. */
  static Call download(Account account, URI address, Clock clock) {
    return new Call(account, GET, address, NOTHING, "*/*", Deadline.begin(), clock);
  }

  /** Something that changes the provider's books. */
  static Call post(Account account, String target, Bytes body, Deadline deadline, Clock clock) {
    URI address = URI.create(account.base() + target);
    return new Call(account, "POST", address, body, "application/json", deadline, clock);
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

  /** The next request of this call; a question's second one goes to the second access point. */
  HttpRequest.Builder next() {
    String query = address.getRawQuery();
    String target = address.getRawPath() + (query == null ? "" : "?" + query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(sent.getAndIncrement()))
            .header("User-Agent", "Kassa")
            .header("Accept", accept)
            .header(
                "Authorization",
                new RequestSigner(clock).authorization(account, method, target, body));
    Optional<String> serial = account.platformKeys().preferred(clock.instant());
    serial.ifPresent(number -> request.header("Wechatpay-Serial", number));
    if (GET.equals(method)) {
      return request.GET();
    }
    return request
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Bytes.array(body)));
  }

  /** The signature covers neither scheme nor host, so the access points are as good as one. */
  private URI address(int before) {
    boolean elsewhere =
        before % 2 == 1
            && GET.equals(method)
            && AccountReader.PRODUCTION.getHost().equals(address.getHost());
    return elsewhere
        ? URI.create(
            address
                .toString()
                .replaceFirst(AccountReader.PRODUCTION.getHost(), AccountReader.SECOND_HOST))
        : address;
  }
}
