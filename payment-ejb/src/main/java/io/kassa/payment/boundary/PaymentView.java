package io.kassa.payment.boundary;

import io.kassa.channel.ChannelName;
import io.kassa.payment.entity.EnabledChannel;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.Payment;
import io.kassa.payment.entity.PaymentState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A payment as its reader may see it.
 *
 * @param metadata null for a phone
 * @param paymentKey only in the answer to its creation and only while it can still be used, else
 *     null
 * @param invoice never null
 * @param phone what only a phone is shown, else null
 */
public record PaymentView(
    UUID id,
    String orderId,
    long amountMinor,
    String currency,
    long amountRefundedMinor,
    String description,
    PaymentState status,
    ChannelName channel,
    Instant createdAt,
    Instant expiresAt,
    Instant confirmedAt,
    Map<String, String> metadata,
    String returnUrl,
    InvoiceStatus invoice,
    boolean test,
    String paymentKey,
    ForPhone phone) {

  /**
   * What whoever pays has to see before.
   *
   * @param channels those enabled for this payment
   * @param maskedCustomer whose account the payment may be taken from, made unreadable for
   *     strangers; null without an account
   */
  public record ForPhone(
      String merchantName, List<EnabledChannel> channels, String maskedCustomer) {}

  static PaymentView forMerchant(Payment payment, Map<String, String> metadata) {
    return of(payment, metadata, null);
  }

  /** As the answer to its creation showed it; everything it shows never changes. */
  static PaymentView asCreated(Payment payment, Map<String, String> metadata) {
    return new PaymentView(
        payment.id(),
        payment.orderId(),
        payment.amountMinor(),
        payment.currency(),
        0,
        payment.description(),
        PaymentState.REQUIRES_CONFIRMATION,
        null,
        payment.createdAt(),
        payment.expiresAt(),
        null,
        metadata,
        payment.returnUrl(),
        payment.invoiceStatus() == InvoiceStatus.NONE ? InvoiceStatus.NONE : InvoiceStatus.PENDING,
        payment.test(),
        null,
        null);
  }

  static PaymentView forPhone(Payment payment, ForPhone phone) {
    return of(payment, null, phone);
  }

  private static PaymentView of(Payment payment, Map<String, String> metadata, ForPhone phone) {
    return new PaymentView(
        payment.id(),
        payment.orderId(),
        payment.amountMinor(),
        payment.currency(),
        payment.amountRefundedMinor(),
        payment.description(),
        payment.status(),
        payment.channel(),
        payment.createdAt(),
        payment.expiresAt(),
        payment.confirmedAt(),
        metadata,
        payment.returnUrl(),
        payment.invoiceStatus(),
        payment.test(),
        null,
        phone);
  }

  PaymentView withKey(String key) {
    return new PaymentView(
        id,
        orderId,
        amountMinor,
        currency,
        amountRefundedMinor,
        description,
        status,
        channel,
        createdAt,
        expiresAt,
        confirmedAt,
        metadata,
        returnUrl,
        invoice,
        test,
        key,
        phone);
  }

  /** Leaves the key out, whoever prints it. */
  @Override
  public String toString() {
    return "PaymentView[" + id + " " + status + "]";
  }
}
