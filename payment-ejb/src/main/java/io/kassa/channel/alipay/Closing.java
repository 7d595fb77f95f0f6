package io.kassa.channel.alipay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ends orders. The provider closes what its payer has opened and not paid, and never gives money
 * back by that. Of an order that nobody opened it knows nothing to close; only there it is told to
 * cancel, which bars the number, but would give back the money of somebody who pays that moment.
 */
final class Closing {
  private static final Logger LOG = Logger.getLogger(Closing.class.getName());
  private static final String CLOSE = "alipay.trade.close";
  private static final String CANCEL = "alipay.trade.cancel";

  /** How far the provider's clock may be behind ours. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final Gateway gateway;
  private final Orders orders;
  private final Clock clock;

  Closing(Gateway gateway, Orders orders, Clock clock) {
    this.gateway = gateway;
    this.orders = orders;
    this.clock = clock;
  }

  CompletionStage<ChannelOutcome> close(Account account, ChannelOrder order) {
    Deadline deadline = Deadline.begin();
    return gateway
        .send(account, CLOSE, Contents.named(order), deadline)
        .thenCompose(answer -> closed(account, order, deadline, answer));
  }

  private CompletionStage<ChannelOutcome> closed(
      Account account, ChannelOrder order, Deadline deadline, Answer answer) {
    if (answer instanceof Answer.Nothing nothing) {
      return done(new Unknown(nothing.reason()));
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (!believed.fields().isOrLacks(OrderOutcomes.NUMBER, order.number())) {
      return done(new Unknown("order-mismatch"));
    }
    if (believed.isSuccess()) {
      return done(new Closed("TRADE_CLOSED"));
    }
    if (!believed.saysNoTrade()) {
      return refused(account, order, deadline, believed.code());
    }
    if (clock.instant().isAfter(order.expiresAt().plus(SKEW))) {
      // its time is part of what was signed, so nobody can open it any more
      return done(new Closed("EXPIRED"));
    }
    return gateway
        .send(account, CANCEL, Contents.named(order), deadline)
        .thenCompose(canceled -> canceled(account, order, deadline, canceled));
  }

  private CompletionStage<ChannelOutcome> canceled(
      Account account, ChannelOrder order, Deadline deadline, Answer answer) {
    if (answer instanceof Answer.Nothing nothing) {
      return done(new Unknown(nothing.reason()));
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (!believed.isSuccess()) {
      return refused(account, order, deadline, believed.code());
    }
    Fields fields = believed.fields();
    if (!fields.is(OrderOutcomes.NUMBER, order.number())) {
      return done(new Unknown("order-mismatch"));
    }
    if (fields.is("retry_flag", "Y")) {
      return done(new Unknown("cancel-again"));
    }
    return done(ofAction(order, fields.textOrNull("action")));
  }

  private static ChannelOutcome ofAction(ChannelOrder order, String action) {
    if (action == null || action.equals("close")) {
      return new Closed("CANCELED");
    }
    if (action.equals("refund")) {
      LOG.log(
          Level.WARNING,
          "Attempt {0} was paid while it was canceled; Alipay has given the money back",
          order.attemptId());
      return new Closed(Closed.GIVEN_BACK);
    }
    return new Unknown("cancel-action-unexpected");
  }

  /** What was not closed may be paid or closed already; an order that is absent may yet appear. */
  private CompletionStage<ChannelOutcome> refused(
      Account account, ChannelOrder order, Deadline deadline, String code) {
    return orders.asked(
        account,
        order,
        deadline,
        asked -> asked instanceof Pending || asked instanceof Absent ? new Unknown(code) : asked);
  }

  private static CompletionStage<ChannelOutcome> done(ChannelOutcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }
}
