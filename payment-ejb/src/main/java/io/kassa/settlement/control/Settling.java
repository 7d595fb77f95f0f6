package io.kassa.settlement.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import io.kassa.ledger.control.LedgerBook;
import io.kassa.ledger.entity.LedgerAccount;
import io.kassa.merchant.control.MerchantProfile;
import io.kassa.settlement.entity.Movements;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.SettlementDay;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes settlements out of closed days of the ledger.
 *
 * <p>What is due is counted from the beginning, not from the period: the merchant's position before
 * {@code to}, with what was paid out added back, is all that it ever earned; less what earlier
 * settlements made payable it is the net of this one. So a debt is carried, and money is in exactly
 * one settlement.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class Settling {
  private static final int MOST_DAYS = 92;

  @EJB private SettlementBook book;
  @EJB private PeriodSums sums;
  @EJB private LedgerBook ledger;
  @Inject private ChartOfAccounts chart;

  /** The merchant's ledger accounts that a settlement concerns. */
  private record Accounts(LedgerAccount payable, LedgerAccount receivable, LedgerAccount bank) {}

  /** Settles a period, or finds the settlement of exactly this period. */
  public Created<Settlement> settle(
      MerchantProfile merchant, String currency, LocalDate from, LocalDate to) {
    if (!from.isBefore(to) || from.plusDays(MOST_DAYS).isBefore(to)) {
      throw PaymentException.invalid("to", "must be 1 to " + MOST_DAYS + " days after from");
    }
    Accounts accounts = accounts(merchant.id(), currency);
    book.serialise(merchant.id());
    Optional<Settlement> before = book.find(merchant.id(), currency, from, to);
    if (before.isPresent()) {
      return Created.before(before.get());
    }
    Optional<Settlement> last = book.last(merchant.id(), currency);
    requireContinues(last, from);
    requireClosed(to);
    Settlement made =
        make(merchant, currency, from, to, last.map(Settlement::number).orElse(0) + 1, accounts);
    book.write(made, accounts.receivable().id());
    return Created.now(book.find(merchant.id(), made.id()).orElseThrow());
  }

  private static void requireContinues(Optional<Settlement> last, LocalDate from) {
    if (last.isPresent() && !last.get().to().equals(from)) {
      throw PaymentException.of(
          ErrorCode.SETTLEMENT_CONFLICT, "The next period begins on " + last.get().to() + ".");
    }
  }

  private void requireClosed(LocalDate to) {
    LocalDate closed = ledger.closedThrough().orElse(LocalDate.MIN);
    if (to.isAfter(closed.plusDays(1))) {
      throw PaymentException.of(
          ErrorCode.PERIOD_OPEN, "The ledger is not closed through " + to.minusDays(1) + ".");
    }
  }

  private Settlement make(
      MerchantProfile merchant,
      String currency,
      LocalDate from,
      LocalDate to,
      int number,
      Accounts accounts) {
    long opening = position(accounts, from);
    long closing = position(accounts, to);
    List<SettlementDay> days =
        from.datesUntil(to).map(day -> day(merchant.id(), accounts, day)).toList();
    Movements total =
        days.stream().map(SettlementDay::movements).reduce(Movements.NONE, Movements::plus);
    if (opening + total.changeMinor() != closing) {
      throw new IllegalStateException(
          "%s %s to %s: %d and %s are not %d"
              .formatted(merchant.id(), from, to, opening, total, closing));
    }
    long settled = book.payableSoFar(merchant.id(), currency);
    long net = closing + before(accounts.bank(), to) - settled;
    long netting = netting(accounts, settled + Math.max(0, net));
    return new Settlement(
        merchant.id(),
        UuidCreator.getTimeOrderedEpoch(),
        number,
        currency,
        from,
        to,
        opening,
        closing,
        net,
        Math.max(0, net),
        accounts.payable().id(),
        netting,
        netting == 0 ? null : UuidCreator.getTimeOrderedEpoch(),
        merchant.name(),
        merchant.test(),
        null,
        days,
        total,
        null);
  }

  private SettlementDay day(UUID merchantId, Accounts accounts, LocalDate day) {
    return new SettlementDay(
        day, sums.of(merchantId, accounts.payable().id(), accounts.receivable().id(), day));
  }

  /** What Kassa owes the merchant less what it owes Kassa. */
  private long position(Accounts accounts, LocalDate before) {
    return before(accounts.payable(), before) + before(accounts.receivable(), before);
  }

  private long before(LedgerAccount account, LocalDate day) {
    return ledger.balance(account, LedgerBook.startOf(day)).creditsMinusDebits();
  }

  /**
   * How much of what Kassa owes the merchant today, and no settlement pays, and of what the
   * merchant owes cancels out. The position stays the same, whenever that is booked.
   */
  private long netting(Accounts accounts, long settled) {
    long unpaid = settled - today(accounts.bank());
    long free = today(accounts.payable()) - unpaid;
    long owed = -today(accounts.receivable());
    return Math.max(0, Math.min(free, owed));
  }

  private long today(LedgerAccount account) {
    return ledger.balance(account, (Instant) null).creditsMinusDebits();
  }

  private Accounts accounts(UUID merchantId, String currency) {
    return new Accounts(
        account(merchantId, AccountCode.MERCHANT_PAYABLE, currency),
        account(merchantId, AccountCode.MERCHANT_FUNDING_RECEIVABLE, currency),
        account(merchantId, AccountCode.BANK, currency));
  }

  private LedgerAccount account(UUID merchantId, AccountCode code, String currency) {
    return ledger.account(chart.account(merchantId, code, currency)).orElseThrow();
  }
}
