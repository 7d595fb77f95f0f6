package io.kassa.balance.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.balance.control.BalanceBook;
import io.kassa.balance.entity.AccountEntry;
import io.kassa.balance.entity.AccountStatus;
import io.kassa.balance.entity.Deposit;
import io.kassa.balance.entity.StoredValueAccount;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.idempotency.IdempotencyKeys;
import io.kassa.idempotency.NonceInterceptor;
import io.kassa.idempotency.RequestKey;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A merchant's view of its customers' stored-value accounts. */
@Stateless
@Interceptors({PermissionInterceptor.class, NonceInterceptor.class})
public class Accounts {
  @EJB private BalanceBook book;
  @Inject private ChartOfAccounts chart;
  @EJB private IdempotencyKeys idempotency;

  /**
   * Opens an account, or finds the one this customer has in this currency.
   *
   * @param customerId the merchant's own name for its customer, 1 to 64 characters
   * @param currency an ISO 4217 code that Kassa knows
   * @param key null if the call has none
   * @throws PaymentException IDEMPOTENCY_KEY_REUSED
   */
  @Requires(Permission.MANAGE_ACCOUNTS)
  public Created<AccountView> open(
      Caller caller, String customerId, String currency, RequestKey key) {
    UUID merchantId = caller.merchantId();
    return idempotency.once(
        caller,
        key,
        AccountView::id,
        id -> asOpened(merchantId, UUID.fromString(id)),
        () -> {
          boolean isNew = book.open(merchantId, customerId, currency);
          AccountView account =
              book.byCustomer(merchantId, customerId, currency)
                  .map(AccountView::of)
                  .orElseThrow(() -> new IllegalStateException("an opened account is not there"));
          return isNew ? Created.now(account) : Created.before(account);
        });
  }

  /**
   * One account.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_ACCOUNTS)
  public AccountView get(Caller caller, UUID accountId) {
    return book.byId(caller.merchantId(), accountId)
        .map(AccountView::of)
        .orElseThrow(PaymentException::notFound);
  }

  /**
   * An account's movements, newest first.
   *
   * @param beforeTime with {@code beforeId}: where the page starts; null for the first page
   * @param beforeId the transaction after which the page starts; null for the first page
   * @param limit at most how many
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_ACCOUNTS)
  public List<AccountEntry> entries(
      Caller caller, UUID accountId, Instant beforeTime, UUID beforeId, int limit) {
    get(caller, accountId);
    return book.entries(caller.merchantId(), accountId, beforeTime, beforeId, limit);
  }

  /**
   * Books value that the customer gave the merchant: the merchant owes it to Kassa, Kassa to the
   * customer. The same deposit again answers what was booked.
   *
   * @param depositId unique per merchant, 1 to 64 characters
   * @param amountMinor 1 to 999 999 999 999 minor units of the account's currency
   * @param key null if the call has none
   * @throws PaymentException NOT_FOUND; DEPOSIT_CONFLICT if the id was used with other content;
   *     ACCOUNT_NOT_OPEN; LIMIT_EXCEEDED if the balance would pass 2^53-1; IDEMPOTENCY_KEY_REUSED
   */
  @Requires(Permission.MANAGE_ACCOUNTS)
  public Created<Deposit> deposit(
      Caller caller, UUID accountId, String depositId, long amountMinor, RequestKey key) {
    StoredValueAccount account =
        book.byId(caller.merchantId(), accountId).orElseThrow(PaymentException::notFound);
    return idempotency.once(
        caller,
        key,
        Deposit::id,
        id -> book.deposit(caller.merchantId(), UUID.fromString(id)),
        () -> {
          UUID receivable =
              chart.account(
                  caller.merchantId(), AccountCode.MERCHANT_FUNDING_RECEIVABLE, account.currency());
          return book.deposit(account, depositId, amountMinor, receivable);
        });
  }

  /** An account as it was answered when it was opened: empty and open. */
  private AccountView asOpened(UUID merchantId, UUID accountId) {
    AccountView now =
        book.byId(merchantId, accountId)
            .map(AccountView::of)
            .orElseThrow(() -> new IllegalStateException("a recorded account is not there"));
    return new AccountView(
        now.id(), now.customerId(), now.currency(), AccountStatus.OPEN, 0, now.createdAt());
  }
}
