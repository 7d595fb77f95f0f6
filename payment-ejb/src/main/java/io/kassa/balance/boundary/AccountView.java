package io.kassa.balance.boundary;

import io.kassa.balance.entity.AccountStatus;
import io.kassa.balance.entity.StoredValueAccount;
import java.time.Instant;
import java.util.UUID;

/** An account as its merchant sees it; {@code balanceMinor} in minor units, never negative. */
public record AccountView(
    UUID id,
    String customerId,
    String currency,
    AccountStatus status,
    long balanceMinor,
    Instant createdAt) {

  static AccountView of(StoredValueAccount account) {
    return new AccountView(
        account.id(),
        account.customerId(),
        account.currency(),
        account.status(),
        account.balanceMinor(),
        account.createdAt());
  }
}
