package io.kassa.channel.alipay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Declined;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.NextAction;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Creates orders and asks about them. */
final class Orders {
  private static final String PRECREATE = "alipay.trade.precreate";
  private static final String QUERY = "alipay.trade.query";
  private static final int LONGEST_QR_TEXT = 1_024;

  private final Gateway gateway;
  private final NextActions nextActions;
  private final Clock clock;

  Orders(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.nextActions = new NextActions(clock);
    this.clock = clock;
  }

  /** Creates the order, or signs what creates it once the payer opens it. */
  CompletionStage<ChannelOutcome> start(Account account, ChannelOrder order) {
    // no try of an order that the protocol cannot spell was ever sent
    if (!Yuan.CURRENCY.equals(order.currency())) {
      return done(new Declined("currency-not-taken"));
    }
    if (order.amountMinor() > Yuan.MOST_FEN) {
      return done(new Declined("amount-too-large"));
    }
    return switch (order.scene()) {
      case NATIVE -> precreate(account, order);
      case APP -> done(new Pending(nextActions.app(account, order)));
      case H5 -> done(new Pending(nextActions.browser(account, order)));
      case JSAPI -> throw new IllegalArgumentException("Alipay has no scene JSAPI here");
    };
  }

  private CompletionStage<ChannelOutcome> precreate(Account account, ChannelOrder order) {
    Deadline deadline = Deadline.begin();
    return gateway
        .order(account, PRECREATE, Contents.precreate(order), deadline)
        .thenCompose(
            answer ->
                answer instanceof Answer.Believed believed && !believed.isSuccess()
                    ? asked(
                        account,
                        order,
                        deadline,
                        outcome -> ofRefusedStart(outcome, believed.code()))
                    : done(ofStart(order, answer)));
  }

  private static ChannelOutcome ofStart(ChannelOrder order, Answer answer) {
    if (!(answer instanceof Answer.Believed believed)) {
      return new Unknown(((Answer.Nothing) answer).reason());
    }
    Fields fields = believed.fields();
    if (!fields.is(OrderOutcomes.NUMBER, order.number())) {
      return new Unknown("order-mismatch");
    }
    try {
      return new Pending(new NextAction.QrCode(fields.identifier("qr_code", LONGEST_QR_TEXT)));
    } catch (MalformedAnswerException malformed) {
      return new Unknown("malformed-answer");
    }
  }

  /** A refused creation is final only if the provider does not know the order either. */
  private static ChannelOutcome ofRefusedStart(ChannelOutcome asked, String code) {
    if (asked instanceof Absent) {
      return new Declined(code);
    }
    return asked instanceof Pending ? new Unknown(code) : asked;
  }

  CompletionStage<ChannelOutcome> query(Account account, ChannelOrder order) {
    return asked(account, order, Deadline.begin(), Function.identity());
  }

  /** Asks by the provider's number, which an order has only once its payer opened it. */
  CompletionStage<ChannelOutcome> queryTransaction(
      Account account, ChannelOrder order, String transactionId) {
    return gateway
        .ask(account, QUERY, Contents.transaction(transactionId), Deadline.begin())
        .thenApply(
            answer ->
                ofTransaction(
                    OrderOutcomes.ofQuery(order, answer, clock.instant()), transactionId));
  }

  private static ChannelOutcome ofTransaction(ChannelOutcome asked, String transactionId) {
    if (asked instanceof Absent) {
      return new Unknown("transaction-not-found");
    }
    return asked instanceof Paid paid && !paid.transactionId().equals(transactionId)
        ? new Unknown("transaction-mismatch")
        : asked;
  }

  /** Asks, and makes something of the outcome. */
  CompletionStage<ChannelOutcome> asked(
      Account account,
      ChannelOrder order,
      Deadline deadline,
      Function<ChannelOutcome, ChannelOutcome> then) {
    return gateway
        .ask(account, QUERY, Contents.named(order), deadline)
        .thenApply(answer -> then.apply(OrderOutcomes.ofQuery(order, answer, clock.instant())));
  }

  private static CompletionStage<ChannelOutcome> done(ChannelOutcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }
}
