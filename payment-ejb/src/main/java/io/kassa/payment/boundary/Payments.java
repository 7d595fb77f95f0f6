package io.kassa.payment.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.access.OpenToAll;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.budget.DailyBudgets;
import io.kassa.budget.Spending;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.Keys;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.idempotency.IdempotencyKeys;
import io.kassa.idempotency.NonceInterceptor;
import io.kassa.idempotency.RequestKey;
import io.kassa.idempotency.SpendsNonce;
import io.kassa.merchant.control.MerchantDirectory;
import io.kassa.merchant.control.MerchantProfile;
import io.kassa.payment.boundary.PaymentView.ForPhone;
import io.kassa.payment.control.AttemptBook;
import io.kassa.payment.control.EnabledChannels;
import io.kassa.payment.control.MaskedCustomer;
import io.kassa.payment.control.PaymentBook;
import io.kassa.payment.control.PaymentBook.NewPayment;
import io.kassa.payment.control.PaymentBook.Written;
import io.kassa.payment.control.PaymentKeys;
import io.kassa.payment.control.PaymentPages;
import io.kassa.payment.control.PaymentProgress.Progress;
import io.kassa.payment.control.PaymentText;
import io.kassa.payment.control.PaymentWaits;
import io.kassa.payment.control.PersonalData;
import io.kassa.payment.entity.Payment;
import io.kassa.payment.entity.PaymentKey;
import io.kassa.payment.entity.PaymentSearch;
import io.kassa.payment.entity.PaymentState;
import io.kassa.storage.Bytes;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What merchants and phones do with payments. */
@Stateless
@Interceptors({PermissionInterceptor.class, NonceInterceptor.class})
public class Payments {
  @EJB private PaymentBook book;
  @EJB private AttemptBook attempts;
  @EJB private EnabledChannels channels;
  @EJB private MaskedCustomer masked;
  @EJB private PaymentPages pages;
  @EJB private PaymentWaits waits;
  @Inject private MerchantDirectory directory;
  @EJB private IdempotencyKeys idempotency;
  @EJB private DailyBudgets budgets;
  @Inject private PersonalData personalData;
  @Inject private Keys keys;

  private PaymentKeys paymentKeys;

  @PostConstruct
  void prepare() {
    paymentKeys = new PaymentKeys(keys::ring);
  }

  /**
   * Creates a payment, or answers again what the same order was answered before.
   *
   * @param key null if the call has none
   * @return the payment with its key; without a key once it is final
   * @throws PaymentException IDEMPOTENCY_KEY_REUSED; ORDER_CONFLICT if the order id was used with
   *     other content; INVALID_REQUEST for {@code returnUrl}, {@code lines} or {@code
   *     payer.accountId}; LIMIT_EXCEEDED for the merchant's limit per payment or per day
   */
  @Requires(Permission.CREATE_PAYMENT)
  @SpendsNonce
  public Created<PaymentView> create(Caller caller, CreatePayment command, RequestKey key) {
    if (key == null) {
      return create(caller, command);
    }
    return idempotency.once(
        caller,
        key,
        PaymentView::id,
        id -> asCreated(caller, UUID.fromString(id)),
        () -> create(caller, command));
  }

  private Created<PaymentView> create(Caller caller, CreatePayment command) {
    MerchantProfile merchant = profile(caller.merchantId());
    byte[] hash = CreationRules.contentHash(command);
    try {
      CreationRules.check(merchant, command);
    } catch (PaymentException refusal) {
      // what was created before is answered again, even if the rules have changed since
      return replay(caller, command, hash).orElseThrow(() -> refusal);
    }
    Optional<DailyLimit> daily = DailyLimit.of(merchant, command.amount());
    Optional<Spending> spending = daily.flatMap(limit -> limit.spendHeld(budgets));
    if (daily.isPresent() && spending.isEmpty()) {
      // before the common budget is asked: what was created before never needs it
      Optional<Created<PaymentView>> before = replay(caller, command, hash);
      if (before.isPresent()) {
        return before.get();
      }
      spending = Optional.of(daily.get().spend(budgets));
    }
    UUID id = UuidCreator.getTimeOrderedEpoch();
    int keyVersion = keys.ring().active(KeyPurpose.PAYMENT_KEY);
    NewPayment payment = newPayment(merchant, command, id, hash, keyVersion);
    Optional<Written> written = write(caller, id, payment, spending);
    if (written.isEmpty()) {
      return replay(caller, command, hash)
          .orElseThrow(
              () ->
                  PaymentException.invalid(
                      "payer.accountId", "is not an account of yours in this currency"));
    }
    PaymentView view = created(merchant, command, id, written.get());
    PaymentKey key = new PaymentKey(keyVersion, caller.merchantId(), id, written.get().expiresAt());
    return Created.now(view.withKey(paymentKeys.issue(key)));
  }

  private Optional<Written> write(
      Caller caller, UUID id, NewPayment payment, Optional<Spending> spending) {
    Optional<Written> written;
    try {
      written = book.write(id, payment, caller);
    } catch (PaymentException repetition) {
      spending.ifPresent(Spending::undo);
      throw repetition;
    }
    if (written.isEmpty()) {
      spending.ifPresent(Spending::undo);
    }
    return written;
  }

  /**
   * One payment. A phone sees its own, without metadata.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_PAYMENT)
  public PaymentView get(Caller caller, UUID paymentId) {
    Payment payment = require(caller, paymentId);
    askEarly(payment);
    return view(caller, payment);
  }

  /**
   * Waits until a payment is final or {@code limit} is over, without holding a thread.
   *
   * @param limit at most 30 s
   * @return completes when the payment is worth reading again; never fails
   * @throws PaymentException NOT_FOUND; SERVICE_UNAVAILABLE if too many wait on this node
   */
  @Requires(Permission.READ_PAYMENT)
  public CompletionStage<Void> ended(Caller caller, UUID paymentId, Duration limit) {
    Payment payment = require(caller, paymentId);
    if (payment.status().isFinal()) {
      return CompletableFuture.completedFuture(null);
    }
    askEarly(payment);
    return waits.until(payment.merchantId(), payment.id(), Progress.ENDED, limit);
  }

  /**
   * Waits until a payment has more events than these, or another status, or {@code limit} is over,
   * without holding a thread; asks the channel early like any reader.
   *
   * @return completes when it is worth looking again; never fails
   * @throws PaymentException NOT_FOUND; SERVICE_UNAVAILABLE if too many wait on this node
   */
  @Requires(Permission.READ_PAYMENT)
  public CompletionStage<Void> moved(
      Caller caller, UUID paymentId, PaymentState status, int sequence, Duration limit) {
    Payment payment = require(caller, paymentId);
    askEarly(payment);
    return waits.beyond(payment.merchantId(), payment.id(), status, sequence, limit);
  }

  /**
   * Where the merchant wants the payer back, by nothing but the payment's unguessable id. It is no
   * secret and the only thing told without a key, for as long as the key would read. Empty for an
   * unknown payment too.
   */
  @OpenToAll("a checkout page that was opened without a key leads back to the merchant")
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<URI> wayBack(UUID paymentId) {
    return pages.wayBack(paymentId, PaymentKey.READABLE_AFTER_EXPIRY).map(URI::create);
  }

  /** A page of the merchant's payments, newest first. */
  @Requires(Permission.LIST_PAYMENTS)
  public List<PaymentView> list(Caller caller, PaymentSearch search) {
    return pages.page(caller.merchantId(), search).stream()
        .map(payment -> view(caller, payment))
        .toList();
  }

  /**
   * Cancels a payment that nobody confirmed; again: the same answer. What is open at a channel has
   * to be closed before: see {@link Confirmations#letGo}.
   *
   * @param key null if the call has none
   * @throws PaymentException NOT_FOUND; PAYMENT_SUCCEEDED; PAYMENT_EXPIRED; PAYMENT_PROCESSING;
   *     IDEMPOTENCY_KEY_REUSED
   */
  @Requires(Permission.CANCEL_PAYMENT)
  public Created<PaymentView> cancel(Caller caller, UUID paymentId, RequestKey key) {
    return idempotency.once(
        caller,
        key,
        PaymentView::id,
        id -> view(caller, require(caller, paymentId)),
        () -> Created.before(cancel(caller, paymentId)));
  }

  private PaymentView cancel(Caller caller, UUID paymentId) {
    UUID merchantId = merchantOf(caller, paymentId);
    book.cancel(merchantId, paymentId);
    Payment payment = require(caller, paymentId);
    return switch (payment.status()) {
      case CANCELED -> view(caller, payment);
      case SUCCEEDED ->
          throw PaymentException.of(ErrorCode.PAYMENT_SUCCEEDED, "The payment has succeeded.");
      case EXPIRED ->
          throw PaymentException.of(ErrorCode.PAYMENT_EXPIRED, "The payment has expired.");
      case PROCESSING, REQUIRES_CONFIRMATION ->
          throw PaymentException.of(ErrorCode.PAYMENT_PROCESSING, "A channel is being asked.");
    };
  }

  private NewPayment newPayment(
      MerchantProfile merchant, CreatePayment command, UUID id, byte[] hash, int keyVersion) {
    return new NewPayment(
        merchant.id(),
        command.orderId(),
        command.amount().amountMinor(),
        command.amount().currency().code(),
        command.description(),
        command.accountId(),
        command.returnUrl(),
        PaymentText.ofMetadata(command.metadata()),
        PaymentText.ofLines(command.lines()),
        Bytes.of(personalData.seal(command.buyer(), id)),
        CreationRules.invoiceStatus(merchant, command.invoiceRequested()),
        merchant.test(),
        keyVersion,
        Bytes.of(hash),
        command.expiresInSeconds());
  }

  private static PaymentView created(
      MerchantProfile merchant, CreatePayment command, UUID id, Written written) {
    return new PaymentView(
        id,
        command.orderId(),
        command.amount().amountMinor(),
        command.amount().currency().code(),
        0,
        command.description(),
        PaymentState.REQUIRES_CONFIRMATION,
        null,
        written.createdAt(),
        written.expiresAt(),
        null,
        command.metadata(),
        command.returnUrl(),
        CreationRules.invoiceStatus(merchant, command.invoiceRequested()),
        merchant.test(),
        null,
        null);
  }

  private Optional<Created<PaymentView>> replay(Caller caller, CreatePayment command, byte[] hash) {
    return book.byOrder(caller.merchantId(), command.orderId())
        .map(
            payment -> {
              if (!Arrays.equals(payment.requestHash(), hash)) {
                throw PaymentException.of(
                    ErrorCode.ORDER_CONFLICT, "This order id was used with other content.");
              }
              PaymentView view = view(caller, payment);
              return Created.before(payment.status().isFinal() ? view : view.withKey(key(payment)));
            });
  }

  /** A payment as its creation was answered, whatever became of it since. */
  private PaymentView asCreated(Caller caller, UUID paymentId) {
    Payment payment = require(caller, paymentId);
    return PaymentView.asCreated(payment, PaymentText.metadata(payment.metadata()))
        .withKey(key(payment));
  }

  private String key(Payment payment) {
    return paymentKeys.issue(
        new PaymentKey(
            payment.keyVersion(), payment.merchantId(), payment.id(), payment.expiresAt()));
  }

  private void askEarly(Payment payment) {
    if (payment.status() == PaymentState.PROCESSING) {
      attempts.askEarly(payment.merchantId(), payment.id());
    }
  }

  private Payment require(Caller caller, UUID paymentId) {
    return book.byId(merchantOf(caller, paymentId), paymentId)
        .orElseThrow(PaymentException::notFound);
  }

  private static UUID merchantOf(Caller caller, UUID paymentId) {
    if (caller instanceof Caller.Phone phone && !phone.paymentId().equals(paymentId)) {
      throw PaymentException.notFound();
    }
    return caller.merchantId();
  }

  private MerchantProfile profile(UUID merchantId) {
    return directory
        .find(merchantId)
        .orElseThrow(() -> new IllegalStateException("a proven merchant is not there"));
  }

  private PaymentView view(Caller caller, Payment payment) {
    if (caller instanceof Caller.Phone) {
      return PaymentView.forPhone(
          payment,
          new ForPhone(
              profile(payment.merchantId()).name(),
              channels.of(payment),
              masked.of(payment).orElse(null)));
    }
    return PaymentView.forMerchant(payment, PaymentText.metadata(payment.metadata()));
  }
}
