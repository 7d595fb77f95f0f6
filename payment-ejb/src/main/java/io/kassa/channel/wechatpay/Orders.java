package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Declined;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Creates, asks about and closes orders. */
final class Orders {
  private static final String TARGET = "/v3/pay/transactions/";

  private static final int NO_CONTENT = 204;

  private final Gateway gateway;
  private final NextActions nextActions;

  Orders(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.nextActions = new NextActions(clock);
  }

  /**
   * Creates the order. Even if nothing was sent this time the outcome is Unknown, not Declined: an
   * earlier try of the same order may have reached the provider.
   */
  CompletionStage<ChannelOutcome> start(Account account, ChannelOrder order) {
    if (!RequestBodies.CURRENCY.equals(order.currency())) {
      throw new IllegalArgumentException("WeChat Pay takes no " + order.currency());
    }
    if (order.amountMinor() > Integer.MAX_VALUE) {
      // the protocol's amounts have 32 bits, so no try of this order was ever sent
      return CompletableFuture.completedStage(new Declined("amount-too-large"));
    }
    Deadline deadline = Deadline.begin();
    return gateway
        .send(
            account,
            TARGET + order.scene().name().toLowerCase(Locale.ROOT),
            RequestBodies.prepay(account, order),
            deadline)
        .thenCompose(answer -> started(account, order, deadline, answer));
  }

  private CompletionStage<ChannelOutcome> started(
      Account account, ChannelOrder order, Deadline deadline, Answer answer) {
    if (answer instanceof Answer.Believed believed && !believed.isSuccess()) {
      return asked(account, order, deadline, outcome -> ofRefusedStart(outcome, believed.code()));
    }
    return CompletableFuture.completedStage(ofStart(account, order, answer));
  }

  private ChannelOutcome ofStart(Account account, ChannelOrder order, Answer answer) {
    if (!(answer instanceof Answer.Believed believed)) {
      return new Unknown(((Answer.Nothing) answer).reason());
    }
    try {
      return new Pending(nextActions.of(account, order, believed.json()));
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

  CompletionStage<ChannelOutcome> close(Account account, ChannelOrder order) {
    Deadline deadline = Deadline.begin();
    return gateway
        .send(account, target(order) + "/close", RequestBodies.close(account), deadline)
        .thenCompose(answer -> closed(account, order, deadline, answer));
  }

  private CompletionStage<ChannelOutcome> closed(
      Account account, ChannelOrder order, Deadline deadline, Answer answer) {
    if (answer instanceof Answer.Nothing nothing) {
      return CompletableFuture.completedStage(new Unknown(nothing.reason()));
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (believed.isSuccess()) {
      return CompletableFuture.completedStage(
          believed.status() == NO_CONTENT
              ? new Closed("CLOSED")
              : new Unknown("http-" + believed.status()));
    }
    return asked(account, order, deadline, outcome -> ofRefusedClose(outcome, believed.code()));
  }

  /** What was not closed may be paid or closed already; an order that is absent may yet appear. */
  private static ChannelOutcome ofRefusedClose(ChannelOutcome asked, String code) {
    return asked instanceof Pending || asked instanceof Absent ? new Unknown(code) : asked;
  }

  private CompletionStage<ChannelOutcome> asked(
      Account account,
      ChannelOrder order,
      Deadline deadline,
      Function<ChannelOutcome, ChannelOutcome> then) {
    return gateway
        .ask(account, target(order) + "?mchid=" + account.mchid(), deadline)
        .thenApply(answer -> then.apply(OrderOutcomes.ofQuery(account, order, answer)));
  }

  private static String target(ChannelOrder order) {
    return TARGET + "out-trade-no/" + order.number();
  }
}
