package io.kassa.payment.control;

import io.kassa.access.Caller;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.control.TimeScale;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import io.kassa.ledger.control.FeeDirectory;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.control.MerchantProfile;
import io.kassa.payment.control.OutcomeBook.ChannelAccounts;
import io.kassa.payment.control.OutcomeBook.News;
import io.kassa.payment.control.OutcomeBook.NoticeRef;
import io.kassa.payment.entity.Attempt;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Takes down what a channel said: finds the ledger accounts, in transactions of their own, before
 * the book locks the payment, so that nobody waits for a second connection while holding one.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutcomeRecording {
  @EJB private OutcomeBook book;
  @Inject private ChartOfAccounts chart;
  @Inject private FeeDirectory fees;
  @Inject private MerchantDirectory merchants;
  @Inject private TimeScale scale;

  /** Writes what was said; the attempt as it is then. */
  public Attempt record(Attempt attempt, ChannelOutcome outcome) {
    return record(attempt, outcome, null);
  }

  /** Writes what a notice said, if it did not take effect before; the attempt as it is then. */
  public Attempt record(Attempt attempt, ChannelOutcome outcome, NoticeRef notice) {
    return book.record(attempt.ref(), news(attempt, outcome, notice));
  }

  /** Writes that money came which a person wants to go back, whatever its payment waits for. */
  public Attempt giveBack(Attempt attempt, ChannelOutcome.Paid paid) {
    return book.giveBack(attempt.ref(), news(attempt, paid, null));
  }

  /** Writes what a person found out, with the entry in the audit log. */
  public Attempt decide(Caller caller, Attempt attempt, ChannelOutcome outcome, String note) {
    return book.decide(caller, attempt.ref(), news(attempt, outcome, null), note);
  }

  private News news(Attempt attempt, ChannelOutcome outcome, NoticeRef notice) {
    MerchantProfile merchant =
        merchants
            .find(attempt.ref().merchantId())
            .orElseThrow(() -> new IllegalStateException("an attempt of nobody"));
    return new News(
        outcome,
        outcome instanceof ChannelOutcome.Paid ? accounts(attempt) : null,
        merchant.lateSuccess(),
        notice,
        scale.factor(attempt.test()));
  }

  private ChannelAccounts accounts(Attempt attempt) {
    return new ChannelAccounts(
        account(attempt, AccountCode.CHANNEL_CLEARING),
        account(attempt, AccountCode.MERCHANT_PAYABLE),
        account(attempt, AccountCode.SUSPENSE),
        account(attempt, AccountCode.REFUNDS_IN_TRANSIT),
        fees.account(attempt.ref().merchantId(), attempt.channel(), attempt.currency()));
  }

  private UUID account(Attempt attempt, AccountCode code) {
    return chart.account(attempt.ref().merchantId(), code, attempt.currency());
  }
}
