package io.kassa.refund.control;

import io.kassa.channel.RefundOutcome;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import io.kassa.refund.entity.Refund;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;

/** Writes what a channel said about a refund, whoever heard it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RefundRecording {
  private static final int ASKS_BEFORE_ALARM = 12;

  @EJB private RefundBook book;
  @Inject private ChartOfAccounts chart;

  /** Writes it; what was written before stays. */
  public void record(Refund refund, RefundOutcome outcome) {
    if (outcome instanceof RefundOutcome.Refunded done) {
      if (done.amountMinor() != refund.amountMinor()) {
        book.alarm(refund, "given back: " + done.amountMinor());
        return;
      }
      book.succeed(
          refund,
          done.providerRefundId(),
          account(refund, AccountCode.REFUNDS_IN_TRANSIT),
          account(refund, AccountCode.CHANNEL_CLEARING));
    } else if (outcome instanceof RefundOutcome.Failed failed) {
      book.fail(
          refund,
          failed.reason(),
          account(refund, AccountCode.REFUNDS_IN_TRANSIT),
          account(refund, origin(refund)));
    } else if (outcome instanceof RefundOutcome.Unknown unknown
        && refund.asks() >= ASKS_BEFORE_ALARM) {
      book.alarm(refund, unknown.reason());
    }
  }

  /** Where the money of a refund that fails belongs. */
  private static AccountCode origin(Refund refund) {
    return switch (refund.cause()) {
      case MERCHANT -> AccountCode.MERCHANT_PAYABLE;
      case LATE, SURPLUS -> AccountCode.SUSPENSE;
    };
  }

  private UUID account(Refund refund, AccountCode code) {
    return chart.account(refund.merchantId(), code, refund.currency());
  }
}
