package io.kassa.ledger.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.control.LedgerBook;
import io.kassa.ledger.entity.AccountBalance;
import io.kassa.ledger.entity.LedgerAccount;
import io.kassa.ledger.entity.LedgerPosting;
import io.kassa.ledger.entity.LedgerTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The books, for operators and auditors. Amounts are minor units. What is booked is never changed;
 * a fee or a payout that was wrong is reversed by another transaction.
 */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Ledger {
  @EJB private LedgerBook book;
  @EJB private AuditLog audit;

  /** A merchant's own accounts, without those of its customers; empty for an unknown merchant. */
  @Requires(Permission.READ_LEDGER)
  public List<LedgerAccount> accounts(Caller caller, UUID merchantId) {
    return book.accounts(merchantId);
  }

  /**
   * What stood on an account.
   *
   * @param asOf what was booked before it counts; null for all that is booked
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_LEDGER)
  public AccountBalance balance(Caller caller, UUID accountId, Instant asOf) {
    return book.balance(account(accountId), asOf);
  }

  /**
   * An account's entries, newest first.
   *
   * @param beforeTime with {@code beforeId}: where the page starts; null for the first page
   * @param beforeId the transaction after which the page starts; null for the first page
   * @param limit at most how many
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_LEDGER)
  public List<LedgerPosting> entries(
      Caller caller, UUID accountId, Instant beforeTime, UUID beforeId, int limit) {
    return book.entries(account(accountId), beforeTime, beforeId, limit);
  }

  /**
   * A merchant's transaction.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_LEDGER)
  public LedgerTransaction transaction(Caller caller, UUID merchantId, UUID transactionId) {
    return book.transaction(merchantId, transactionId).orElseThrow(PaymentException::notFound);
  }

  /**
   * What the accounts of each code held at the end of a UTC day; debits and credits are equal.
   *
   * @param merchantId whose accounts; null for those of all merchants
   */
  @Requires(Permission.READ_LEDGER)
  public TrialBalance trialBalance(
      Caller caller, LocalDate date, String currency, UUID merchantId) {
    boolean isFinal = book.closedThrough().map(day -> !date.isAfter(day)).orElse(false);
    return new TrialBalance(
        date,
        currency,
        merchantId,
        isFinal,
        book.totals(currency, LedgerBook.startOf(date.plusDays(1)), merchantId));
  }

  /**
   * Reverses a fee or a payout by mirrored postings; again: the same answer. What moved a payer's
   * money is not reversed by hand: a refund does that, with the channel.
   *
   * @param reason why, 1 to 500 characters; nothing personal
   * @throws PaymentException NOT_FOUND; TRANSACTION_NOT_REVERSIBLE
   */
  @Requires(Permission.REVERSE_TRANSACTION)
  @RolesAllowed("payment-operator")
  public LedgerTransaction reverse(
      Caller caller, UUID merchantId, UUID transactionId, String reason) {
    LedgerTransaction wrong =
        book.transaction(merchantId, transactionId).orElseThrow(PaymentException::notFound);
    if (!wrong.postings().stream().allMatch(this::isReversible)) {
      throw PaymentException.of(
          ErrorCode.TRANSACTION_NOT_REVERSIBLE,
          "Only fees and payouts are reversed by hand; this is a "
              + wrong.postings().get(0).type()
              + ".");
    }
    if (book.reverse(merchantId, transactionId, reason)) {
      audit.record(caller, "transaction.reversed", merchantId, transactionId.toString(), reason);
    }
    UUID reversal = book.transaction(merchantId, transactionId).orElseThrow().reversedBy();
    return book.transaction(merchantId, reversal).orElseThrow();
  }

  private boolean isReversible(LedgerPosting posting) {
    return posting.type().equals("FEE")
        || (posting.type().equals("SETTLEMENT")
            && book.account(posting.creditAccount()).orElseThrow().code() == AccountCode.BANK);
  }

  private LedgerAccount account(UUID accountId) {
    return book.account(accountId).orElseThrow(PaymentException::notFound);
  }
}
