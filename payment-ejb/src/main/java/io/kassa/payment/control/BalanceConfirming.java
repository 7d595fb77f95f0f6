package io.kassa.payment.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.channel.ChannelName;
import io.kassa.crypto.ConfirmationSigner;
import io.kassa.crypto.Keys;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import io.kassa.ledger.control.FeeDirectory;
import io.kassa.ledger.entity.FeeCharge;
import io.kassa.payment.control.PaymentBook.BalanceConfirmation;
import io.kassa.payment.control.PaymentBook.Sighting;
import io.kassa.payment.entity.Buyer;
import io.kassa.payment.entity.ConfirmedPayment;
import io.kassa.payment.entity.Payment;
import io.kassa.payment.entity.PaymentState;
import io.kassa.storage.Bytes;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/**
 * Confirms a payment from the payer's account, in one transaction of three round trips: look,
 * claim, commit. The confirmation is signed between look and claim, while no lock is held.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BalanceConfirming {
  @EJB private PaymentBook book;
  @EJB private ChartOfAccounts chart;
  @EJB private FeeDirectory fees;
  @Inject private Keys keys;
  @Inject private PersonalData personalData;

  private ConfirmationSigner signer;

  @PostConstruct
  void prepare() {
    signer = new ConfirmationSigner(keys::ring);
  }

  /**
   * Confirms, or finds that it was confirmed before; either way the result is SUCCEEDED.
   *
   * @param invoiceRequested whether the phone asks for an invoice
   * @param buyer whom the invoice names; null leaves what the merchant gave
   * @throws PaymentException INSUFFICIENT_FUNDS, PAYMENT_DECLINED, PAYMENT_CANCELED,
   *     PAYMENT_KEY_EXPIRED; nothing changed then
   */
  public ConfirmedPayment confirm(
      UUID merchantId, UUID paymentId, boolean invoiceRequested, Buyer buyer) {
    Sighting sighting = require(merchantId, paymentId);
    Payment payment = sighting.payment();
    if (payment.status() != PaymentState.REQUIRES_CONFIRMATION
        || !sighting.now().isBefore(payment.expiresAt())) {
      return settled(sighting);
    }
    if (payment.accountId() == null) {
      throw PaymentException.invalid("channel", "is not enabled for this payment");
    }
    UUID attemptId = UuidCreator.getTimeOrderedEpoch();
    String number = ConfirmationText.number(attemptId);
    BalanceConfirmation confirmation =
        new BalanceConfirmation(
            attemptId,
            sighting.now(),
            number,
            signer.sign(
                ConfirmationText.payload(
                    payment, number, ChannelName.BALANCE, null, sighting.now())),
            invoiceRequested,
            Bytes.of(personalData.seal(buyer, paymentId)),
            payableAccount(payment),
            fee(payment, sighting.now()));
    return book.confirmByBalance(payment, confirmation)
        .map(
            invoice ->
                new ConfirmedPayment(
                    payment,
                    ChannelName.BALANCE,
                    null,
                    confirmation.confirmedAt(),
                    number,
                    confirmation.jws(),
                    invoice))
        .orElseGet(() -> settled(require(merchantId, paymentId)));
  }

  /** The payment if it succeeded, else the refusal that its state means. */
  static ConfirmedPayment settled(Sighting sighting) {
    Payment payment = sighting.payment();
    boolean over = !sighting.now().isBefore(payment.expiresAt());
    return switch (payment.status()) {
      case SUCCEEDED -> ConfirmedPayment.of(payment);
      case PROCESSING ->
          throw PaymentException.of(ErrorCode.ATTEMPT_OPEN, "Another channel is being asked.");
      case CANCELED ->
          throw over
              ? expired()
              : PaymentException.of(ErrorCode.PAYMENT_CANCELED, "The payment was canceled.");
      case REQUIRES_CONFIRMATION, EXPIRED -> throw expired();
    };
  }

  private UUID payableAccount(Payment payment) {
    UUID known =
        chart.remembered(payment.merchantId(), AccountCode.MERCHANT_PAYABLE, payment.currency());
    return known != null
        ? known
        : chart.account(payment.merchantId(), AccountCode.MERCHANT_PAYABLE, payment.currency());
  }

  private FeeCharge fee(Payment payment, Instant at) {
    UUID account = fees.account(payment.merchantId(), ChannelName.BALANCE, payment.currency());
    return fees.charge(
        payment.merchantId(),
        ChannelName.BALANCE,
        payment.currency(),
        account,
        at,
        payment.amountMinor());
  }

  private static PaymentException expired() {
    return PaymentException.of(
        ErrorCode.PAYMENT_KEY_EXPIRED, "The payment key can no longer confirm.");
  }

  private Sighting require(UUID merchantId, UUID paymentId) {
    return book.sight(merchantId, paymentId).orElseThrow(PaymentException::notFound);
  }
}
