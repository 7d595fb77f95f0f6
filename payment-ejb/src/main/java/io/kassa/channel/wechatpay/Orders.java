package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Declined;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Creates, asks about and closes orders. */
final class Orders {
  private static final String TARGET = "/v3/pay/transactions/";

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
    // no try of an order that the protocol cannot spell was ever sent
    if (!RequestBodies.CURRENCY.equals(order.currency())) {
      return CompletableFuture.completedStage(new Declined("currency-not-taken"));
    }
    if (order.amountMinor() > Integer.MAX_VALUE) {
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

  /**
   * Asks by the provider's number, which an order has only once it was paid: what is not found by
   * it may still be open.
   */
  CompletionStage<ChannelOutcome> queryTransaction(
      Account account, ChannelOrder order, String transactionId) {
    String target = TARGET + "id/" + URLEncoder.encode(transactionId, StandardCharsets.UTF_8);
    return asked(
        account, order, target, Deadline.begin(), outcome -> ofTransaction(outcome, transactionId));
  }

  private static ChannelOutcome ofTransaction(ChannelOutcome asked, String transactionId) {
    if (asked instanceof Absent) {
      return new Unknown("transaction-not-found");
    }
    return asked instanceof Paid paid && !paid.transactionId().equals(transactionId)
        ? new Unknown("transaction-mismatch")
        : asked;
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
    String reason = believed.isSuccess() ? "close-not-confirmed" : believed.code();
    return asked(account, order, deadline, outcome -> ofClose(outcome, reason));
  }

  /**
   * Taken or refused, an order is closed when a question finds it so. What was refused may be paid
   * or closed already; what was taken may be a number that the provider does not know yet, for it
   * closes those as well, and a creation under way would open it afterwards.
   */
  private static ChannelOutcome ofClose(ChannelOutcome asked, String reason) {
    return asked instanceof Pending || asked instanceof Absent ? new Unknown(reason) : asked;
  }

  private CompletionStage<ChannelOutcome> asked(
      Account account,
      ChannelOrder order,
      Deadline deadline,
      Function<ChannelOutcome, ChannelOutcome> then) {
    return asked(account, order, target(order), deadline, then);
  }

  private CompletionStage<ChannelOutcome> asked(
      Account account,
      ChannelOrder order,
      String target,
      Deadline deadline,
      Function<ChannelOutcome, ChannelOutcome> then) {
    return gateway
        .ask(account, target + "?mchid=" + account.mchid(), deadline)
        .thenApply(answer -> then.apply(OrderOutcomes.ofQuery(account, order, answer)));
  }

  private static String target(ChannelOrder order) {
    return TARGET + "out-trade-no/" + order.number();
  }
}
