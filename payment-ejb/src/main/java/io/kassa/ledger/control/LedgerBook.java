package io.kassa.ledger.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.entity.AccountBalance;
import io.kassa.ledger.entity.CodeTotal;
import io.kassa.ledger.entity.LedgerAccount;
import io.kassa.ledger.entity.LedgerPosting;
import io.kassa.ledger.entity.LedgerTransaction;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the books, and writes what no payment, deposit or refund writes: reversals. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class LedgerBook {
  /** After every posting. */
  private static final Instant END_OF_TIME = Instant.parse("2200-01-01T00:00:00Z");

  private static final String ACCOUNT =
      "select merchant_id, id, code, owner_id, currency, created_at from ledger_accounts ";

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** One account by its id alone. */
  public Optional<LedgerAccount> account(UUID id) {
    return Sql.row(entities, ACCOUNT + "where id = ?1", id).map(LedgerBook::account);
  }

  /** A merchant's own accounts, without those of its customers. */
  public List<LedgerAccount> accounts(UUID merchantId) {
    return Sql.rows(
            entities,
            ACCOUNT
                + """
                where merchant_id = ?1 and code <> 'CUSTOMER_STORED_VALUE' and owner_id = ?1
                order by currency, code
                """,
            merchantId)
        .stream()
        .map(LedgerBook::account)
        .toList();
  }

  /** The last day that is closed; empty if none is. */
  public Optional<LocalDate> closedThrough() {
    return Sql.row(entities, "select cast(max(day) as text) from ledger_closed_days")
        .filter(row -> !row.isNull(0))
        .map(row -> LocalDate.parse(row.text(0)));
  }

  /**
   * What stood on an account: its last closing and what was booked since.
   *
   * @param before everything booked before it counts; null for all that is booked
   */
  public AccountBalance balance(LedgerAccount account, Instant before) {
    long balance =
        Sql.row(
                entities,
                LedgerStatements.BALANCE,
                account.merchantId(),
                account.id(),
                before == null ? END_OF_TIME : before)
            .orElseThrow()
            .number(0);
    boolean isFinal =
        before != null
            && closedThrough().map(day -> !before.isAfter(startOf(day.plusDays(1)))).orElse(false);
    return new AccountBalance(account, before, balance, isFinal);
  }

  /** When a UTC day begins. */
  public static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /**
   * An account's entries before a position, newest first.
   *
   * @param beforeTime null for the first page
   */
  public List<LedgerPosting> entries(
      LedgerAccount account, Instant beforeTime, UUID beforeId, int limit) {
    return Sql.rows(
            entities,
            LedgerStatements.ENTRIES,
            account.merchantId(),
            account.id(),
            beforeTime == null ? END_OF_TIME : beforeTime,
            beforeId == null ? new UUID(0, 0) : beforeId,
            limit)
        .stream()
        .map(LedgerBook::posting)
        .toList();
  }

  /** A merchant's transaction. */
  public Optional<LedgerTransaction> transaction(UUID merchantId, UUID id) {
    List<LedgerPosting> postings =
        Sql.rows(entities, LedgerStatements.TRANSACTION, merchantId, id).stream()
            .map(LedgerBook::posting)
            .toList();
    if (postings.isEmpty()) {
      return Optional.empty();
    }
    UUID reversedBy =
        Sql.row(
                entities,
                """
                select reversal_id from ledger_reversals
                 where merchant_id = ?1 and transaction_id = ?2
                """,
                merchantId,
                id)
            .map(row -> row.uuid(0))
            .orElse(null);
    return Optional.of(new LedgerTransaction(merchantId, postings, reversedBy));
  }

  /**
   * What the accounts of each code hold together in a currency.
   *
   * @param before everything booked before it counts
   * @param merchantId whose accounts; null for all merchants'
   */
  public List<CodeTotal> totals(String currency, Instant before, UUID merchantId) {
    return Sql.rows(entities, LedgerStatements.TOTALS, currency, before, merchantId).stream()
        .map(row -> new CodeTotal(AccountCode.valueOf(row.text(0)), row.number(1)))
        .toList();
  }

  /** Mirrors every posting of a transaction, unless it was reversed before; true if it did. */
  public boolean reverse(UUID merchantId, UUID transactionId, String reason) {
    return !Sql.rows(
            entities,
            LedgerStatements.REVERSE,
            merchantId,
            transactionId,
            UuidCreator.getTimeOrderedEpoch(),
            reason)
        .isEmpty();
  }

  private static LedgerAccount account(Row row) {
    return new LedgerAccount(
        row.uuid(0),
        row.uuid(1),
        AccountCode.valueOf(row.text(2)),
        row.uuid(3),
        row.text(4),
        row.time(5));
  }

  private static LedgerPosting posting(Row row) {
    return new LedgerPosting(
        row.uuid(0),
        (int) row.number(1),
        row.text(2),
        row.uuid(3),
        row.uuid(4),
        row.uuid(5),
        row.number(6),
        row.text(7),
        row.time(8),
        row.uuid(9));
  }
}
