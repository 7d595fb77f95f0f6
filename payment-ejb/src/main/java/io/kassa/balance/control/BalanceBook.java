package io.kassa.balance.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.balance.entity.AccountEntry;
import io.kassa.balance.entity.AccountStatus;
import io.kassa.balance.entity.Deposit;
import io.kassa.balance.entity.StoredValueAccount;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sole writer of accounts and deposits; each change and its posting are one statement. */
@Stateless
public class BalanceBook {
  private static final String DEPOSIT =
      "select id, account_id, deposit_id, amount_minor, currency, created_at from deposits ";
  private static final long HIGHEST_BALANCE_MINOR = 9_007_199_254_740_991L;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** Opens the account and its ledger account; false if it was there. */
  public boolean open(UUID merchantId, String customerId, String currency) {
    return Sql.row(
            entities,
            """
            with opened as (
              insert into stored_value_accounts
                (merchant_id, id, customer_id, currency, status, balance_minor, created_at)
              values (?1, ?2, ?3, ?4, 'OPEN', 0, now())
              on conflict (merchant_id, customer_id, currency) do nothing
              returning merchant_id, id, currency
            )
            insert into ledger_accounts (merchant_id, id, code, owner_id, currency, created_at)
            select merchant_id, id, 'CUSTOMER_STORED_VALUE', id, currency, now() from opened
            returning id
            """,
            merchantId,
            UuidCreator.getTimeOrderedEpoch(),
            customerId,
            currency)
        .isPresent();
  }

  public Optional<StoredValueAccount> byId(UUID merchantId, UUID accountId) {
    return entities
        .createNamedQuery("StoredValueAccount.byId", StoredValueAccount.class)
        .setParameter("merchantId", merchantId)
        .setParameter("id", accountId)
        .getResultStream()
        .findFirst();
  }

  public Optional<StoredValueAccount> byCustomer(
      UUID merchantId, String customerId, String currency) {
    return entities
        .createNamedQuery("StoredValueAccount.byCustomer", StoredValueAccount.class)
        .setParameter("merchantId", merchantId)
        .setParameter("customerId", customerId)
        .setParameter("currency", currency)
        .getResultStream()
        .findFirst();
  }

  /** Movements before a position, newest first. */
  public List<AccountEntry> entries(
      UUID merchantId, UUID accountId, Instant beforeTime, UUID beforeId, int limit) {
    return Sql.rows(
            entities,
            """
            select transaction_id, transaction_type, reference_id, amount_minor, currency, booked_at
              from ledger_entries
             where merchant_id = ?1 and account_id = ?2
               and (cast(?3 as timestamptz) is null
                    or (booked_at, transaction_id)
                       < (cast(?3 as timestamptz), cast(?4 as uuid)))
             order by booked_at desc, transaction_id desc
             limit ?5
            """,
            merchantId,
            accountId,
            beforeTime,
            beforeId,
            limit)
        .stream()
        .map(
            row ->
                new AccountEntry(
                    row.uuid(0), row.text(1), row.uuid(2), row.number(3), row.text(4), row.time(5)))
        .toList();
  }

  /**
   * Books a deposit once.
   *
   * @param receivable the merchant's ledger account that is debited
   */
  public Created<Deposit> deposit(
      StoredValueAccount account, String depositId, long amountMinor, UUID receivable) {
    UUID merchantId = account.merchantId();
    Optional<Deposit> before = deposit(merchantId, depositId);
    if (before.isPresent()) {
      return replay(before.get(), account.id(), amountMinor);
    }
    Row booked =
        Sql.row(
                entities,
                """
                with deposited as (
                  insert into deposits
                    (merchant_id, id, account_id, deposit_id, amount_minor, currency, created_at)
                  values (?1, ?2, ?3, ?4, ?5, ?6, now())
                  on conflict (merchant_id, deposit_id) do nothing
                  returning id
                ), credited as (
                  update stored_value_accounts a set balance_minor = balance_minor + ?5
                    from deposited
                   where a.merchant_id = ?1 and a.id = ?3 and a.status = 'OPEN'
                     and a.balance_minor <= ?7 - ?5
                  returning a.id
                ), posted as (
                  insert into postings
                    (merchant_id, transaction_id, line, transaction_type, reference_id,
                     debit_account, credit_account, amount_minor, currency, booked_at)
                  select ?1, ?8, 1, 'DEPOSIT', ?2, ?9, id, ?5, ?6, now() from credited
                )
                select (select count(*) from deposited), (select count(*) from credited)
                """,
                merchantId,
                UuidCreator.getTimeOrderedEpoch(),
                account.id(),
                depositId,
                amountMinor,
                account.currency(),
                HIGHEST_BALANCE_MINOR,
                UuidCreator.getTimeOrderedEpoch(),
                receivable)
            .orElseThrow();
    Deposit deposit = deposit(merchantId, depositId).orElseThrow();
    if (booked.number(0) == 0) {
      return replay(deposit, account.id(), amountMinor);
    }
    if (booked.number(1) == 0) {
      throw account.status() == AccountStatus.OPEN
          ? PaymentException.of(ErrorCode.LIMIT_EXCEEDED, "The balance would grow too large.")
          : PaymentException.of(ErrorCode.ACCOUNT_NOT_OPEN, "The account is not open.");
    }
    return Created.now(deposit);
  }

  /** A deposit that is known to be there. */
  public Deposit deposit(UUID merchantId, UUID id) {
    return Sql.row(entities, DEPOSIT + "where merchant_id = ?1 and id = ?2", merchantId, id)
        .map(BalanceBook::deposit)
        .orElseThrow(() -> new IllegalStateException("a recorded deposit is not there"));
  }

  private Optional<Deposit> deposit(UUID merchantId, String depositId) {
    return Sql.row(
            entities, DEPOSIT + "where merchant_id = ?1 and deposit_id = ?2", merchantId, depositId)
        .map(BalanceBook::deposit);
  }

  private static Deposit deposit(Row row) {
    return new Deposit(
        row.uuid(0), row.uuid(1), row.text(2), row.number(3), row.text(4), row.time(5));
  }

  private static Created<Deposit> replay(Deposit before, UUID accountId, long amountMinor) {
    if (!before.accountId().equals(accountId) || before.amountMinor() != amountMinor) {
      throw PaymentException.of(
          ErrorCode.DEPOSIT_CONFLICT, "This deposit id was used with other content.");
    }
    return Created.before(before);
  }
}
