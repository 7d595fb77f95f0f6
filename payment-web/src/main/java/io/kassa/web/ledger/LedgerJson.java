package io.kassa.web.ledger;

import io.kassa.ledger.AccountCode;
import io.kassa.ledger.AccountCode.Side;
import io.kassa.ledger.boundary.TrialBalance;
import io.kassa.ledger.entity.AccountBalance;
import io.kassa.ledger.entity.CodeTotal;
import io.kassa.ledger.entity.LedgerAccount;
import io.kassa.ledger.entity.LedgerPosting;
import io.kassa.ledger.entity.LedgerTransaction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** The books as answered; amounts are minor units. */
public final class LedgerJson {
  private LedgerJson() {}

  /** One account. */
  public record AccountJson(
      UUID id,
      UUID merchantId,
      AccountCode code,
      UUID ownerId,
      String currency,
      Side side,
      Instant createdAt) {
    static AccountJson of(LedgerAccount account) {
      return new AccountJson(
          account.id(),
          account.merchantId(),
          account.code(),
          account.ownerId(),
          account.currency(),
          account.code().side(),
          account.createdAt());
    }
  }

  /** What stood on it: negative if it stood on the side that is not its own. */
  public record BalanceJson(AccountJson account, Instant asOf, long balance, boolean isFinal) {
    static BalanceJson of(AccountBalance found) {
      return new BalanceJson(
          AccountJson.of(found.account()), found.before(), found.balanceMinor(), found.isFinal());
    }
  }

  /** One side of a posting. */
  public record EntryJson(
      UUID transactionId,
      int line,
      String type,
      UUID referenceId,
      Side side,
      long amount,
      UUID otherAccount,
      Instant bookedAt) {
    static EntryJson of(LedgerPosting posting, UUID account) {
      boolean credited = posting.creditAccount().equals(account);
      return new EntryJson(
          posting.transactionId(),
          posting.line(),
          posting.type(),
          posting.referenceId(),
          credited ? Side.CREDIT : Side.DEBIT,
          posting.amountMinor(),
          credited ? posting.debitAccount() : posting.creditAccount(),
          posting.bookedAt());
    }
  }

  /** One posting of a transaction. */
  public record PostingJson(
      int line,
      UUID referenceId,
      UUID debitAccount,
      UUID creditAccount,
      long amount,
      String currency,
      UUID feeScheduleId) {
    static PostingJson of(LedgerPosting posting) {
      return new PostingJson(
          posting.line(),
          posting.referenceId(),
          posting.debitAccount(),
          posting.creditAccount(),
          posting.amountMinor(),
          posting.currency(),
          posting.feeScheduleId());
    }
  }

  /** A transaction; {@code reversedBy} only if it was reversed. */
  public record TransactionJson(
      UUID id,
      UUID merchantId,
      String type,
      Instant bookedAt,
      UUID reversedBy,
      List<PostingJson> postings) {
    static TransactionJson of(LedgerTransaction transaction) {
      LedgerPosting first = transaction.postings().get(0);
      return new TransactionJson(
          transaction.id(),
          transaction.merchantId(),
          first.type(),
          first.bookedAt(),
          transaction.reversedBy(),
          transaction.postings().stream().map(PostingJson::of).toList());
    }
  }

  /** One line of a trial balance; one of the two columns is nothing. */
  public record TrialLineJson(AccountCode code, long debit, long credit) {
    static TrialLineJson of(CodeTotal total) {
      return new TrialLineJson(total.code(), total.debitMinor(), total.creditMinor());
    }
  }

  /** A trial balance. */
  public record TrialBalanceJson(
      LocalDate date,
      String currency,
      UUID merchantId,
      boolean isFinal,
      long debit,
      long credit,
      long difference,
      List<TrialLineJson> lines) {
    static TrialBalanceJson of(TrialBalance trial) {
      return new TrialBalanceJson(
          trial.date(),
          trial.currency(),
          trial.merchantId(),
          trial.isFinal(),
          trial.debitMinor(),
          trial.creditMinor(),
          trial.debitMinor() - trial.creditMinor(),
          trial.totals().stream().map(TrialLineJson::of).toList());
    }
  }
}
