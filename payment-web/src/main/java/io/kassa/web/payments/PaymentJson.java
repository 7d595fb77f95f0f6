package io.kassa.web.payments;

import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import io.kassa.payment.boundary.PaymentView;
import io.kassa.payment.boundary.PaymentView.ForPhone;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.PaymentState;
import io.kassa.web.platform.Links;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A payment as answered; members that are null are left out. */
public record PaymentJson(
    UUID id,
    String orderId,
    long amount,
    String currency,
    long amountRefunded,
    String description,
    PaymentState status,
    ChannelName channel,
    Instant createdAt,
    Instant expiresAt,
    Instant confirmedAt,
    Map<String, String> metadata,
    String returnUrl,
    InvoiceRef invoice,
    boolean test,
    String paymentKey,
    String checkoutUrl,
    String merchantName,
    List<EnabledChannelJson> channels,
    String maskedCustomer,
    Map<String, String> links) {

  /** How far the invoice is, and where it will be. */
  public record InvoiceRef(InvoiceStatus status, String href) {}

  /** A channel that this payment may use, and the scenes it offers. */
  public record EnabledChannelJson(ChannelName channel, List<Scene> scenes) {}

  static PaymentJson of(PaymentView payment, Links links) {
    String self = links.payment(payment.id());
    String key = payment.paymentKey();
    Optional<ForPhone> phone = Optional.ofNullable(payment.phone());
    return new PaymentJson(
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
        payment.metadata(),
        payment.returnUrl(),
        invoice(payment.invoice(), self),
        payment.test(),
        key,
        key == null ? null : links.checkout(payment.id(), key),
        phone.map(ForPhone::merchantName).orElse(null),
        phone.map(PaymentJson::channels).orElse(null),
        phone.map(ForPhone::maskedCustomer).orElse(null),
        Map.of(
            "self", self,
            "confirmation", self + "/confirmation",
            "cancellation", self + "/cancellation",
            "invoice", self + "/invoice"));
  }

  private static List<EnabledChannelJson> channels(ForPhone phone) {
    return phone.channels().stream()
        .map(one -> new EnabledChannelJson(one.channel(), one.scenes()))
        .toList();
  }

  static InvoiceRef invoice(InvoiceStatus status, String paymentLink) {
    return new InvoiceRef(status, status == InvoiceStatus.NONE ? null : paymentLink + "/invoice");
  }

  /** Leaves the key out, whoever prints it. */
  @Override
  public String toString() {
    return "PaymentJson[" + id + "]";
  }
}
