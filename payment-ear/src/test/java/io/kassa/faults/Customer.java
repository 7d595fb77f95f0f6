package io.kassa.faults;

import io.kassa.faults.PatientClient.Answer;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What one customer and its merchant do, drawn at random: pay from an account or through TEST, ask
 * twice, get some of it back. Each promise of the server is noted before anything else is done.
 */
final class Customer {
  private static final int HUNDRED = 100;
  private static final int THROUGH_TEST = 25;
  private static final int TWICE = 10;
  private static final int REFUNDED = 15;
  private static final int MOST_AMOUNT = 2_000;

  /** The last two digits by which TEST approves, and those of its other ways. */
  private static final int APPROVED = 11;

  private static final int DECLINED = 90;
  private static final int PAID_UNHEARD = 91;
  private static final int PAID_LATER = 93;
  private static final int[] WAYS = {APPROVED, APPROVED, DECLINED, PAID_UNHEARD, PAID_LATER};

  private final PatientClient client;
  private final Merchant merchant;
  private final SplittableRandom random;
  private final Consumer<Promise> promises;

  Customer(
      PatientClient client,
      Merchant merchant,
      SplittableRandom random,
      Consumer<Promise> promises) {
    this.client = client;
    this.merchant = merchant;
    this.random = random;
    this.promises = promises;
  }

  /** One payment, from its creation to what is given back of it; the most tries of its requests. */
  int pay() {
    return chance(THROUGH_TEST) ? throughTest() : fromAccount();
  }

  private boolean chance(int percent) {
    return random.nextInt(HUNDRED) < percent;
  }

  /** One payment from an account. */
  int fromAccount() {
    List<String> accounts = merchant.accounts();
    String account = accounts.get(random.nextInt(accounts.size()));
    Created created = create(1 + random.nextLong(MOST_AMOUNT), account);
    Answer confirmed = confirm(created, "BALANCE");
    created.promise().confirmed(confirmed.expect(200).getString("confirmationNumber"));
    int tries = Math.max(created.tries(), confirmed.tries());
    if (chance(TWICE)) {
      Answer again = confirm(created, "BALANCE");
      created.promise().confirmed(again.expect(200).getString("confirmationNumber"));
      tries = Math.max(tries, again.tries());
    }
    return chance(REFUNDED) ? Math.max(tries, refund(created.promise())) : tries;
  }

  private int throughTest() {
    int way = WAYS[random.nextInt(WAYS.length)];
    Created created = create(random.nextLong(MOST_AMOUNT / HUNDRED) * HUNDRED + way, null);
    Answer confirmed = confirm(created, "TEST");
    Promise promise = created.promise();
    switch (way) {
      case DECLINED -> {
        if (confirmed.tries() == 1) {
          confirmed.expect(402);
        } else {
          // what was answered to a request that broke off may only be known to the channel yet
          confirmed.expect(402, 202);
        }
        promise.declined();
      }
      case APPROVED, PAID_UNHEARD, PAID_LATER -> {
        // whoever asks again may find that the sweeper was faster
        JsonObject said = confirmed.expect(200, 202);
        if (confirmed.status() == 200) {
          promise.confirmed(said.getString("confirmationNumber"));
        } else {
          promise.willBePaid();
        }
      }
      default -> throw new IllegalStateException("no way " + way);
    }
    int tries = Math.max(created.tries(), confirmed.tries());
    boolean refund = promise.end() == Promise.End.PAID && chance(REFUNDED);
    return refund ? Math.max(tries, refund(promise)) : tries;
  }

  private record Created(Promise promise, String key, int tries) {}

  private Created create(long amount, String account) {
    String orderId = id();
    String payer = account == null ? "" : ",\"payer\":{\"accountId\":\"" + account + "\"}";
    Answer answer =
        client.post(
            merchant.authorization(),
            "/payments",
            id(),
            "{\"orderId\":\"%s\",\"amount\":%d,\"currency\":\"CNY\"%s}"
                .formatted(orderId, amount, payer));
    JsonObject created = answer.expect(200, 201);
    Promise promise = new Promise(created.getString("id"), orderId, amount, account);
    promises.accept(promise);
    return new Created(promise, created.getString("paymentKey"), answer.tries());
  }

  private Answer confirm(Created created, String channel) {
    return client.post(
        "PaymentKey " + created.key(),
        "/payments/" + created.promise().id() + "/confirmation",
        id(),
        "{\"channel\":\"" + channel + "\"}");
  }

  /** A part goes back; the whole amount after that is refused. */
  private int refund(Promise promise) {
    String refundId = id();
    long part = 1 + random.nextLong(promise.amount());
    Answer refunded = refund(promise, refundId, part);
    refunded.expect(200, 201);
    promise.refunded(refundId, part);
    Answer tooMuch = refund(promise, id(), promise.amount());
    tooMuch.expect(409);
    return Math.max(refunded.tries(), tooMuch.tries());
  }

  private Answer refund(Promise promise, String refundId, long part) {
    return client.post(
        merchant.authorization(),
        "/payments/" + promise.id() + "/refunds",
        id(),
        "{\"refundId\":\"%s\",\"amount\":%d}".formatted(refundId, part));
  }

  private String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
