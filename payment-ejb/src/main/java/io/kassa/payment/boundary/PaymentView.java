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
 * @param merchantName only for a phone, else null
 * @param channels only for a phone: those enabled for this payment, else null
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
    String merchantName,
    List<EnabledChannel> channels) {

  static PaymentView forMerchant(Payment payment, Map<String, String> metadata) {
    return of(payment, metadata, null, null);
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
        null,
        null);
  }

  static PaymentView forPhone(Payment payment, String merchantName, List<EnabledChannel> channels) {
    return of(payment, null, merchantName, channels);
  }

  private static PaymentView of(
      Payment payment,
      Map<String, String> metadata,
      String merchantName,
      List<EnabledChannel> channels) {
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
        merchantName,
        channels);
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
        merchantName,
        channels);
  }

  /** Leaves the key out, whoever prints it. */
  @Override
  public String toString() {
    return "PaymentView[" + id + " " + status + "]";
  }
}
