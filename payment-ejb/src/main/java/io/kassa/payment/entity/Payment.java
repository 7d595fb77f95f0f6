package io.kassa.payment.entity;

import io.kassa.channel.ChannelName;
import io.kassa.storage.UuidConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * One order to be paid. Created by the merchant with an order id that is unique among its payments;
 * confirmed by the phone at most once before {@link #expiresAt()}; ends SUCCEEDED, CANCELED or
 * EXPIRED (see {@link PaymentState}). Amount and currency never change: the database grants no
 * UPDATE on those columns.
 *
 * <p>Read through JPA; every change is a conditional statement of {@code PaymentBook}.
 */
@Entity
@Table(name = "payments")
@NamedQuery(
    name = "Payment.byId",
    query = "select p from Payment p where p.merchantId = :merchantId and p.id = :id")
@NamedQuery(
    name = "Payment.byIds",
    query = "select p from Payment p where p.merchantId = :merchantId and p.id in :ids")
@NamedQuery(
    name = "Payment.sight",
    query =
        "select p, current_timestamp from Payment p"
            + " where p.merchantId = :merchantId and p.id = :id")
@NamedQuery(
    name = "Payment.byOrder",
    query = "select p from Payment p where p.merchantId = :merchantId and p.orderId = :orderId")
public class Payment {
  @Id private UUID id;

  @Column(name = "merchant_id")
  private UUID merchantId;

  @Column(name = "order_id")
  private String orderId;

  @Column(name = "amount_minor")
  private long amountMinor;

  private String currency;

  @Column(name = "amount_refunded_minor")
  private long amountRefundedMinor;

  private String description;

  @Enumerated(EnumType.STRING)
  private PaymentState status;

  @Enumerated(EnumType.STRING)
  private ChannelName channel;

  @Column(name = "account_id")
  @Convert(converter = UuidConverter.class)
  private UUID accountId;

  @Column(name = "return_url")
  private String returnUrl;

  private String metadata;

  private String lines;

  @Column(name = "sealed_buyer")
  private byte[] sealedBuyer;

  @Enumerated(EnumType.STRING)
  @Column(name = "invoice_status")
  private InvoiceStatus invoiceStatus;

  private boolean test;

  @Column(name = "key_version")
  private int keyVersion;

  @Column(name = "request_hash")
  private byte[] requestHash;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "confirmed_at")
  private Instant confirmedAt;

  @Column(name = "confirmation_number")
  private String confirmationNumber;

  @Column(name = "confirmation_jws")
  private String confirmationJws;

  @Column(name = "channel_transaction_id")
  private String channelTransactionId;

  @Column(name = "erased_at")
  private Instant erasedAt;

  protected Payment() {}

  public UUID id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  public String orderId() {
    return orderId;
  }

  /** Minor units of {@link #currency()}. */
  public long amountMinor() {
    return amountMinor;
  }

  public String currency() {
    return currency;
  }

  /** What PENDING and SUCCEEDED refunds take back; minor units. */
  public long amountRefundedMinor() {
    return amountRefundedMinor;
  }

  /** Null if the merchant gave none. */
  public String description() {
    return description;
  }

  public PaymentState status() {
    return status;
  }

  /** The channel that paid; null before. */
  public ChannelName channel() {
    return channel;
  }

  /** The stored-value account that BALANCE debits; null if the merchant named none. */
  public UUID accountId() {
    return accountId;
  }

  /** Null if the merchant gave none. */
  public String returnUrl() {
    return returnUrl;
  }

  /** A JSON object of strings; null if the merchant gave none. */
  public String metadata() {
    return metadata;
  }

  /** A JSON array of order lines; null if the merchant gave none. */
  public String lines() {
    return lines;
  }

  /** The buyer as sealed by {@code PersonalData}; null if nobody gave one. */
  public byte[] sealedBuyer() {
    return sealedBuyer == null ? null : sealedBuyer.clone();
  }

  public InvoiceStatus invoiceStatus() {
    return invoiceStatus;
  }

  public boolean test() {
    return test;
  }

  /** The version of the master key that made this payment's key. */
  public int keyVersion() {
    return keyVersion;
  }

  /** SHA-256 of what the merchant asked for, after defaults. */
  public byte[] requestHash() {
    return requestHash.clone();
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Until when the key confirms, by the database's clock; whole seconds. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** Null before success. */
  public Instant confirmedAt() {
    return confirmedAt;
  }

  /** Null before success. */
  public String confirmationNumber() {
    return confirmationNumber;
  }

  /** The signed confirmation, compact JWS; null before success. */
  public String confirmationJws() {
    return confirmationJws;
  }

  /** The provider's number of the money that paid; null for BALANCE and before success. */
  public String channelTransactionId() {
    return channelTransactionId;
  }

  /** Since when nothing of a person is kept here; null as long as it may be. */
  public Instant erasedAt() {
    return erasedAt;
  }
}
