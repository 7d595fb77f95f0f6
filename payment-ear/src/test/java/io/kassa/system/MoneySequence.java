package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.system.ModelPayment.State;
import io.kassa.system.Shop.Order;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What one customer does, drawn at random, told to Kassa and to the model alike. Each answer has to
 * be the one that the model foresees; what ends later is compared when all is over.
 */
class MoneySequence {
  private static final int MOST_FUNDS = 4_000;
  private static final int MOST_PAID = 3_000;
  private static final int MOST_REFUNDS = 4;
  private static final int SHORT_SECONDS = 5;
  private static final int LONG_SECONDS = 900;
  private static final int HUNDRED = 100;

  /** By which the fee of every odd amount lies halfway between two minor units. */
  private static final int A_HALF_PPM = 500_000;

  /** The last two digits by which TEST approves, and those of its other ways. */
  private static final int APPROVED = 11;

  private static final int DECLINED = 90;
  private static final int PAID_UNHEARD = 91;
  private static final int LOST = 92;
  private static final int PAID_LATER = 93;
  private static final int NEVER_PAID = 94;

  private final MoneyModel model;
  private final SplittableRandom random;
  private final int throughTest;
  private String account;

  /**
   * @param throughTest so many of a hundred payments go through TEST, the others come from the
   *     customer's account
   */
  MoneySequence(MoneyModel model, long seed, int throughTest) {
    this.model = model;
    this.random = new SplittableRandom(seed);
    this.throughTest = throughTest;
  }

  final boolean chance(int percent) {
    return random.nextInt(HUNDRED) < percent;
  }

  /** 1 to {@code most}. */
  final long drawn(long most) {
    return 1 + random.nextLong(most);
  }

  final MoneyModel model() {
    return model;
  }

  /** One or two payments; on the way, fees change now and then. */
  final void run() {
    for (long left = drawn(2); left > 0; left--) {
      if (chance(2)) {
        changeFee();
      }
      pay();
    }
  }

  /** Other payments may be under way: each costs what was in force when it was paid. */
  final void changeFee() {
    List<String> channels = channels();
    model.fee(
        channels.get(random.nextInt(channels.size())),
        chance(50) ? A_HALF_PPM : random.nextInt(20_000),
        random.nextLong(20));
  }

  /** Through which this customer may pay. */
  List<String> channels() {
    return throughTest == 0 ? List.of("BALANCE") : List.of("BALANCE", "TEST");
  }

  /** One payment, from its creation to what is given back of it. */
  void pay() {
    if (chance(throughTest)) {
      throughTest();
      return;
    }
    if (account == null) {
      account = model.shop().account(0);
      model.moved(account, 0);
      deposit(drawn(MOST_FUNDS));
    }
    if (chance(10)) {
      endUnpaid(ordered(drawn(MOST_PAID), chance(50) ? 1 : LONG_SECONDS));
    } else {
      fromAccount(ordered(drawn(MOST_PAID), LONG_SECONDS));
    }
  }

  private void deposit(long amount) {
    String body = "{\"depositId\":\"%s\",\"amount\":%d}".formatted(UUID.randomUUID(), amount);
    String path = "/accounts/" + account + "/deposits";
    is(201, model.shop().server().post(path, body));
    model.deposited(account, amount);
    if (chance(20)) {
      is(200, model.shop().server().post(path, body));
    }
  }

  /** A new payment, sometimes asked for twice, sometimes then with other content. */
  final ModelPayment ordered(long amount, int expiresIn) {
    String orderId = UUID.randomUUID().toString();
    Reply created = is(201, model.shop().create(orderId, account, amount, expiresIn));
    ModelPayment payment =
        new ModelPayment(
            new Order(created.text("id"), created.text("paymentKey")), amount, account);
    model.add(payment);
    if (expiresIn == 1) {
      payment.ended(State.EXPIRED);
    } else if (chance(15)) {
      Reply again = is(200, model.shop().create(orderId, account, amount, expiresIn));
      assertThat(again.text("id")).isEqualTo(payment.order().id());
      refused(409, "order-conflict", model.shop().create(orderId, account, amount + 1, expiresIn));
    }
    return payment;
  }

  /** Nobody pays it: it is canceled, or left to its time. */
  private void endUnpaid(ModelPayment payment) {
    if (payment.state() == State.REQUIRES_CONFIRMATION && chance(70)) {
      cancel(payment);
      refused(409, "payment-canceled", payment.order().confirm());
    }
  }

  final void cancel(ModelPayment payment) {
    is(200, model.shop().server().send("POST", payment.order().path() + "/cancellation"));
    payment.ended(State.CANCELED);
  }

  private void fromAccount(ModelPayment payment) {
    long lack = payment.amount() - model.balance(account);
    if (lack > 0) {
      refused(402, "insufficient-funds", payment.order().confirm());
      if (chance(30)) {
        endUnpaid(payment);
        return;
      }
      deposit(lack);
    }
    Reply confirmed = confirmedOnce(payment);
    model.moved(account, -payment.amount());
    payment.paid("BALANCE");
    if (chance(30)) {
      assertThat(is(200, payment.order().confirm()).text("confirmationNumber"))
          .isEqualTo(confirmed.text("confirmationNumber"));
      assertThat(model.shop().server().send("POST", payment.order().path() + "/cancellation"))
          .extracting(Reply::status)
          .isEqualTo(409);
    }
    refundSome(payment);
  }

  /** At once by two, sometimes: both are answered alike. */
  private Reply confirmedOnce(ModelPayment payment) {
    if (chance(80)) {
      return is(200, payment.order().confirm());
    }
    CompletableFuture<Reply> other = CompletableFuture.supplyAsync(() -> payment.order().confirm());
    Reply mine = is(200, payment.order().confirm());
    assertThat(is(200, other.join()).text("confirmationNumber"))
        .isEqualTo(mine.text("confirmationNumber"));
    return mine;
  }

  /** A payment through TEST, whose amount says what becomes of it. */
  private void throughTest() {
    int[] ways = {
      APPROVED, APPROVED, APPROVED, DECLINED, PAID_UNHEARD, LOST, PAID_LATER, NEVER_PAID
    };
    int way = ways[random.nextInt(ways.length)];
    boolean shortly = way == LOST || way == NEVER_PAID;
    ModelPayment payment =
        ordered(drawn(MOST_PAID / HUNDRED) * HUNDRED + way, shortly ? SHORT_SECONDS : LONG_SECONDS);
    Reply confirmed = payment.order().confirm("TEST");
    switch (way) {
      case APPROVED -> {
        is(200, confirmed);
        payment.paid("TEST");
        refundSome(payment);
      }
      case DECLINED -> {
        refused(402, "payment-declined", confirmed);
        endUnpaid(payment);
      }
      case PAID_UNHEARD, PAID_LATER -> {
        is(202, confirmed);
        payment.paid("TEST");
      }
      default -> {
        is(202, confirmed);
        if (way == NEVER_PAID && chance(50)) {
          cancel(payment);
        } else {
          payment.ended(State.EXPIRED);
        }
      }
    }
  }

  /**
   * Parts at random, or all; what exceeds the payment is refused, and what is asked twice is one.
   */
  final void refundSome(ModelPayment payment) {
    for (long left = random.nextInt(MOST_REFUNDS + 1); left > 0; left--) {
      boolean rest = payment.left() > 0 && chance(20);
      long part = part(rest ? payment.left() : drawn(payment.amount()));
      if (part > payment.left()) {
        refused(409, "refund-exceeds-payment", refund(payment, id(), part));
      } else if (chance(15) && payment.left() < 2 * part) {
        raced(payment, part);
      } else {
        refundOnce(payment, part);
      }
      assertThat(model.shop().server().get(payment.order().path()).json().getInt("amountRefunded"))
          .isEqualTo((int) payment.refunded());
    }
  }

  /** Overridden where an amount says more than how much. */
  long part(long drawn) {
    return drawn;
  }

  private void refundOnce(ModelPayment payment, long part) {
    String refundId = id();
    is(201, refund(payment, refundId, part));
    given(payment, refundId, part);
    if (chance(25)) {
      is(200, refund(payment, refundId, part));
      refused(409, "refund-conflict", refund(payment, refundId, part + 1));
    }
  }

  /** Two that do not fit together: one of them is made. */
  private void raced(ModelPayment payment, long part) {
    String first = id();
    String second = id();
    CompletableFuture<Reply> other =
        CompletableFuture.supplyAsync(() -> refund(payment, second, part));
    Reply mine = refund(payment, first, part);
    assertThat(List.of(mine.status(), other.join().status()))
        .as("two of %d, %d left", part, payment.left())
        .containsExactlyInAnyOrder(201, 409);
    given(payment, mine.status() == 201 ? first : second, part);
  }

  private void given(ModelPayment payment, String refundId, long part) {
    payment.refund(refundId, part);
    if ("BALANCE".equals(payment.channel())) {
      model.moved(payment.account(), part);
    }
  }

  final Reply refund(ModelPayment payment, String refundId, long part) {
    return model
        .shop()
        .server()
        .post(
            payment.order().path() + "/refunds",
            "{\"refundId\":\"%s\",\"amount\":%d}".formatted(refundId, part));
  }

  static String id() {
    return UUID.randomUUID().toString();
  }

  static Reply is(int status, Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    return reply;
  }

  static void refused(int status, String code, Reply reply) {
    assertThat(is(status, reply).code()).isEqualTo(code);
  }
}
