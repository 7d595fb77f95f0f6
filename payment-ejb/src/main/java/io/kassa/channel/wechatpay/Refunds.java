package io.kassa.channel.wechatpay;

import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.RefundOutcome.Absent;
import io.kassa.channel.RefundOutcome.Failed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gives money back and asks how that went, always by the same number of the refund. */
final class Refunds {
  private static final String TARGET = "/v3/refund/domestic/refunds";

  private final Gateway gateway;

  Refunds(Gateway gateway) {
    this.gateway = gateway;
  }

  CompletionStage<RefundOutcome> refund(Account account, RefundOrder refund) {
    if (!RequestBodies.CURRENCY.equals(refund.currency())) {
      // no try of it was ever sent, for no order in that currency was
      return CompletableFuture.completedStage(new Failed("currency-not-taken"));
    }
    Deadline deadline = Deadline.begin();
    return gateway
        .send(account, TARGET, RequestBodies.refund(account, refund), deadline)
        .thenCompose(
            answer ->
                answer instanceof Answer.Believed believed && !believed.isSuccess()
                    ? refused(account, refund, deadline, believed.code())
                    : CompletableFuture.completedStage(RefundOutcomes.of(refund, answer)));
  }

  /** A refusal is final only if the provider does not know the refund: an earlier try may. */
  private CompletionStage<RefundOutcome> refused(
      Account account, RefundOrder refund, Deadline deadline, String code) {
    return ask(account, refund, deadline)
        .thenApply(asked -> asked instanceof Absent ? new Failed(code) : asked);
  }

  CompletionStage<RefundOutcome> query(Account account, RefundOrder refund) {
    return ask(account, refund, Deadline.begin());
  }

  private CompletionStage<RefundOutcome> ask(
      Account account, RefundOrder refund, Deadline deadline) {
    return gateway
        .ask(account, TARGET + "/" + refund.number(), deadline)
        .thenApply(answer -> RefundOutcomes.of(refund, answer));
  }
}
