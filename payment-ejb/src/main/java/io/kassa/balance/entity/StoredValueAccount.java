package io.kassa.balance.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * What a customer has stored with a merchant. Opened once per customer and currency, filled by
 * deposits, debited by payments. Read through JPA; written by conditional statements only, so that
 * two debits never both see the same balance.
 */
@Entity
@Table(name = "stored_value_accounts")
@NamedQuery(
    name = "StoredValueAccount.byId",
    query = "select a from StoredValueAccount a where a.merchantId = :merchantId and a.id = :id")
@NamedQuery(
    name = "StoredValueAccount.byCustomer",
    query =
        "select a from StoredValueAccount a where a.merchantId = :merchantId"
            + " and a.customerId = :customerId and a.currency = :currency")
public class StoredValueAccount {
  @Id private UUID id;

  @Column(name = "merchant_id")
  private UUID merchantId;

  @Column(name = "customer_id")
  private String customerId;

  @Column(name = "currency")
  private String currency;

  @Enumerated(EnumType.STRING)
  private AccountStatus status;

  @Column(name = "balance_minor")
  private long balanceMinor;

  @Column(name = "created_at")
  private Instant createdAt;

  protected StoredValueAccount() {}

  public UUID id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  public String customerId() {
    return customerId;
  }

  public String currency() {
    return currency;
  }

  public AccountStatus status() {
    return status;
  }

  public long balanceMinor() {
    return balanceMinor;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
