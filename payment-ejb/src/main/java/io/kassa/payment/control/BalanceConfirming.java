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
import io.kassa.payment.control.PaymentBook.Payable;
import io.kassa.payment.control.PaymentBook.Sighting;
import io.kassa.payment.entity.Buyer;
import io.kassa.payment.entity.ConfirmedPayment;
import io.kassa.payment.entity.OrderFacts;
import io.kassa.payment.entity.Payment;
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
  @Inject private ChartOfAccounts chart;
  @Inject private FeeDirectory fees;
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
    Payable payable = book.payable(merchantId, paymentId).orElse(null);
    if (payable == null) {
      return settled(require(merchantId, paymentId));
    }
    if (payable.accountId() == null) {
      throw PaymentException.invalid("channel", "is not enabled for this payment");
    }
    OrderFacts order = payable.order();
    Instant now = payable.now();
    UUID attemptId = UuidCreator.getTimeOrderedEpoch();
    String number = ConfirmationText.number(attemptId);
    BalanceConfirmation confirmation =
        new BalanceConfirmation(
            attemptId,
            now,
            number,
            signer.sign(ConfirmationText.payload(order, number, ChannelName.BALANCE, null, now)),
            invoiceRequested,
            Bytes.of(personalData.seal(buyer, paymentId)),
            chart.account(merchantId, AccountCode.MERCHANT_PAYABLE, order.currency()),
            fee(merchantId, order, now));
    return book.confirmByBalance(merchantId, payable, confirmation)
        .map(
            invoice ->
                new ConfirmedPayment(
                    order, ChannelName.BALANCE, null, now, number, confirmation.jws(), invoice))
        .orElseGet(() -> settled(require(merchantId, paymentId)));
  }

  /** The payment if it succeeded, else the refusal that its state means. */
  static ConfirmedPayment settled(Sighting sighting) {
    Payment payment = sighting.payment();
    boolean over = !sighting.now().isBefore(payment.expiresAt());
    return switch (payment.status()) {
      case SUCCEEDED -> ConfirmedPayment.of(payment);
      case PROCESSING -> throw attemptOpen();
      case CANCELED ->
          throw over
              ? expired()
              : PaymentException.of(ErrorCode.PAYMENT_CANCELED, "The payment was canceled.");
      case EXPIRED -> throw expired();
      // if there is time left, a channel let go of it between two looks
      case REQUIRES_CONFIRMATION -> throw over ? expired() : attemptOpen();
    };
  }

  private FeeCharge fee(UUID merchantId, OrderFacts order, Instant at) {
    UUID account = fees.account(merchantId, ChannelName.BALANCE, order.currency());
    return fees.charge(
        merchantId, ChannelName.BALANCE, order.currency(), account, at, order.amountMinor());
  }

  private static PaymentException attemptOpen() {
    return PaymentException.of(ErrorCode.ATTEMPT_OPEN, "Another channel is being asked.");
  }

  private static PaymentException expired() {
    return PaymentException.of(
        ErrorCode.PAYMENT_KEY_EXPIRED, "The payment key can no longer confirm.");
  }

  private Sighting require(UUID merchantId, UUID paymentId) {
    return book.sight(merchantId, paymentId).orElseThrow(PaymentException::notFound);
  }
}
