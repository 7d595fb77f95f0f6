package io.kassa.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The flow that is measured: a merchant's server creates a payment, the phone confirms it from the
 * customer's balance, or by the channel TEST where the merchant has no accounts. Both go over the
 * same connection, one after the other.
 */
final class Flow implements Work {
  static final long AMOUNT_MINOR = 1_000;

  private static final String BALANCE = "{\"channel\":\"BALANCE\"}";
  private static final String CHANNEL = "{\"channel\":\"TEST\",\"scene\":\"NATIVE\"}";

  private final URI api;
  private final List<LoadMerchant> merchants;
  private final int accounts;
  private final Tally tally;

  /**
   * A flow of any of these merchants.
   *
   * @param accounts so many of each merchant's accounts pay: 1 for a hot account
   * @param tally takes note of what the client saw
   */
  Flow(URI api, List<LoadMerchant> merchants, int accounts, Tally tally) {
    this.api = api;
    this.merchants = merchants;
    this.accounts = accounts;
    this.tally = tally;
  }

  @Override
  public void once(HttpConnection connection) throws IOException, Refused {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    LoadMerchant merchant = merchants.get(random.nextInt(merchants.size()));
    List<String> open = merchant.accounts();
    String account =
        open.isEmpty() ? null : open.get(random.nextInt(Math.min(accounts, open.size())));
    pay(connection, merchant, account, orderId());
  }

  /**
   * One payment from creation to success.
   *
   * @param account whose balance pays; null for the channel TEST
   * @return its id
   */
  String pay(HttpConnection connection, LoadMerchant merchant, String account, String orderId)
      throws IOException, Refused {
    tally.started(merchant);
    HttpConnection.Answer created =
        connection.post(
            head(api, "/payments", merchant.authorization()), creation(orderId, account));
    if (created.status() != 201) {
      throw new Refused("create", created);
    }
    String id = created.text("id");
    HttpConnection.Answer confirmed =
        connection.post(
            head(
                api,
                "/payments/" + id + "/confirmation",
                "PaymentKey " + created.text("paymentKey")),
            account == null ? CHANNEL : BALANCE);
    if (confirmed.status() != 200 || !confirmed.text("status").equals("SUCCEEDED")) {
      throw new Refused("confirm", confirmed);
    }
    tally.succeeded(merchant);
    return id;
  }

  /** A creation's body; {@code account} null for none. */
  static String creation(String orderId, String account) {
    String order =
        "{\"orderId\":\""
            + orderId
            + "\",\"amount\":"
            + AMOUNT_MINOR
            + ",\"currency\":\""
            + LoadMerchant.CURRENCY
            + "\"";
    return account == null
        ? order + "}"
        : order + ",\"payer\":{\"accountId\":\"" + account + "\"}}";
  }

  static String orderId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** Request line and headers of a POST; {@code authorization} null for none. */
  static String head(URI api, String path, String authorization) {
    String head =
        "POST "
            + api.getPath()
            + path
            + " HTTP/1.1\r\nHost: "
            + api.getAuthority()
            + "\r\nContent-Type: application/json\r\nAccept: application/json\r\n";
    return authorization == null ? head : head + "Authorization: " + authorization + "\r\n";
  }
}
