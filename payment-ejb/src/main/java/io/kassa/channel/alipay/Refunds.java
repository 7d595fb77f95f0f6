package io.kassa.channel.alipay;

import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.RefundOutcome.Absent;
import io.kassa.channel.RefundOutcome.Failed;
import io.kassa.channel.RefundOutcome.Pending;
import io.kassa.channel.RefundOutcome.Unknown;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gives money back and asks how that went, always by the same number of the refund. */
final class Refunds {
  private static final String REFUND = "alipay.trade.refund";
  private static final String QUERY = "alipay.trade.fastpay.refund.query";

  private final Gateway gateway;
  private final Clock clock;

  Refunds(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  CompletionStage<RefundOutcome> refund(Account account, RefundOrder refund) {
    if (!Yuan.CURRENCY.equals(refund.currency())) {
      // no try of it was ever sent, for no order in that currency was
      return CompletableFuture.completedStage(new Failed("currency-not-taken"));
    }
    Deadline deadline = Deadline.begin();
    return gateway
        .send(account, REFUND, Contents.refund(refund), deadline)
        .thenCompose(answer -> refunded(account, refund, deadline, answer));
  }

  private CompletionStage<RefundOutcome> refunded(
      Account account, RefundOrder refund, Deadline deadline, Answer answer) {
    if (answer instanceof Answer.Nothing nothing) {
      return CompletableFuture.completedStage(new Unknown(nothing.reason()));
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (!believed.isSuccess()) {
      return ask(account, refund, deadline).thenApply(asked -> ofRefused(asked, believed.code()));
    }
    RefundOutcome outcome = RefundOutcomes.ofRefund(refund, believed.fields(), clock.instant());
    return outcome instanceof Pending
        ? ask(account, refund, deadline).thenApply(Refunds::ofUnmoved)
        : CompletableFuture.completedStage(outcome);
  }

  /** A refusal is final only if the provider does not know the refund: an earlier try may. */
  private static RefundOutcome ofRefused(RefundOutcome asked, String code) {
    return asked instanceof Absent ? new Failed(code) : asked;
  }

  /** It was accepted, so it is known; if it is not told of yet, it is under way. */
  private static RefundOutcome ofUnmoved(RefundOutcome asked) {
    return asked instanceof Absent ? new Pending() : asked;
  }

  CompletionStage<RefundOutcome> query(Account account, RefundOrder refund) {
    return ask(account, refund, Deadline.begin());
  }

  private CompletionStage<RefundOutcome> ask(
      Account account, RefundOrder refund, Deadline deadline) {
    return gateway
        .ask(account, QUERY, Contents.refundQuery(refund), deadline)
        .thenApply(answer -> RefundOutcomes.ofQuery(refund, answer, clock.instant()));
  }
}
