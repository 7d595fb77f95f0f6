package io.kassa.client;

import io.kassa.client.failure.NoAnswerException;
import io.kassa.client.failure.RefusedException;
import io.kassa.client.http.Call;
import io.kassa.client.json.Body;
import io.kassa.client.model.Account;
import io.kassa.client.model.Confirmation;
import io.kassa.client.model.Event;
import io.kassa.client.model.Invoice;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.NewRefund;
import io.kassa.client.model.Page;
import io.kassa.client.model.Pages;
import io.kassa.client.model.Payment;
import io.kassa.client.model.PaymentQuery;
import io.kassa.client.model.Refund;
import io.kassa.client.verification.ConfirmationVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A merchant's server. Every call throws {@link RefusedException} if Kassa refused and {@link
 * NoAnswerException} if no answer came in time. Each change is sent with an idempotency key and
 * carries the merchant's own id, so that calling again after a lost answer has no second effect.
 *
 * <pre>{@code
 * MerchantClient merchant =
 *     MerchantClient.of(apiBase, MerchantCredential.basic(credentialId, secret));
 * Payment payment = merchant.create(NewPayment.of("order-1", 1999, "CNY"));
 * System.out.println(payment.checkoutUrl().orElseThrow());
 * }</pre>
 */
public final class MerchantClient {
  private final Answers answers;

  private MerchantClient(Answers answers) {
    this.answers = answers;
  }

  /**
   * With the default options.
   *
   * @param apiBase such as {@code https://pay.example/payment/api/v1}
   * @param credential how the merchant proves who it is
   * @return safe for many threads
   */
  public static MerchantClient of(URI apiBase, MerchantCredential credential) {
    return of(apiBase, credential, ClientOptions.defaults());
  }

  /**
   * With these options.
   *
   * @param apiBase such as {@code https://pay.example/payment/api/v1}
   * @param credential how the merchant proves who it is
   * @param options limits and the HTTP client below
   * @return safe for many threads
   */
  public static MerchantClient of(
      URI apiBase, MerchantCredential credential, ClientOptions options) {
    return new MerchantClient(new Answers(options.transport(apiBase, credential.proof())));
  }

  /**
   * Creates a payment; the same order again is the same payment with the same key.
   *
   * <pre>{@code
   * Payment payment =
   *     merchant.create(
   *         NewPayment.of("order-2", 1280, "CNY")
   *             .description("Two teas")
   *             .invoiceTo(Buyer.of("A. Customer")));
   * System.out.println(payment.paymentKey().orElseThrow()); // for the phone
   * }</pre>
   *
   * @param payment the order
   * @return with the payment key, unless it is final
   * @throws RefusedException.OrderConflict if the order id was used with other content
   */
  public Payment create(NewPayment payment) {
    return answers.read(change("/payments", payment.body()), Payment::new);
  }

  /**
   * One payment.
   *
   * <pre>{@code
   * System.out.println(merchant.payment(paymentId).status());
   * }</pre>
   *
   * @param paymentId its id
   * @return as it is now
   * @throws RefusedException.NotFound if there is none, or it is another merchant's
   */
  public Payment payment(String paymentId) {
    return answers.read(Call.get(path(paymentId)), Payment::new);
  }

  /**
   * Waits until a payment is paid, canceled or expired, or until the time is over.
   *
   * <pre>{@code
   * Payment payment = merchant.waitUntilFinal(paymentId, Duration.ofSeconds(20));
   * System.out.println(payment.isSucceeded() ? "paid" : payment.status());
   * }</pre>
   *
   * @param paymentId its id
   * @param limit how long at most, in whole seconds
   * @return as it was last
   */
  public Payment waitUntilFinal(String paymentId, Duration limit) {
    return answers.waitUntilFinal(path(paymentId), limit);
  }

  /**
   * Payments, newest first, fetched page by page while they are iterated.
   *
   * <pre>{@code
   * for (Payment payment : merchant.payments(PaymentQuery.all().status("SUCCEEDED"))) {
   *   System.out.println(payment.orderId() + " " + payment.amountMinor());
   * }
   * }</pre>
   *
   * @param query which
   * @return begins anew with each iteration
   */
  public Pages<Payment> payments(PaymentQuery query) {
    return new Pages<>(
        cursor -> {
          Call call = Call.get("/payments").with("cursor", cursor);
          for (Map.Entry<String, Object> parameter : query.parameters().entrySet()) {
            call = call.with(parameter.getKey(), parameter.getValue());
          }
          return answers.page(call, Payment::new);
        });
  }

  /**
   * Cancels a payment that is not paid.
   *
   * <pre>{@code
   * System.out.println(merchant.cancel(paymentId).status());
   * }</pre>
   *
   * @param paymentId its id
   * @return the canceled payment
   * @throws RefusedException.PaymentSucceeded if it was paid before
   * @throws RefusedException.PaymentProcessing if a channel is at work on it
   */
  public Payment cancel(String paymentId) {
    return answers.read(change(path(paymentId) + "/cancellation", null), Payment::new);
  }

  /**
   * The signed confirmation of a payment that succeeded.
   *
   * <pre>{@code
   * Confirmation confirmation = merchant.confirmation(paymentId);
   * merchant.confirmationVerifier().verify(confirmation);
   * }</pre>
   *
   * @param paymentId its id
   * @return not verified yet
   * @throws RefusedException.PaymentNotConfirmed if it is not paid
   */
  public Confirmation confirmation(String paymentId) {
    return answers.read(Call.get(path(paymentId) + "/confirmation"), Confirmation::new);
  }

  /**
   * Fetches the public keys once; what comes back verifies without further calls.
   *
   * <pre>{@code
   * ConfirmationVerifier verifier = merchant.confirmationVerifier();
   * System.out.println(verifier.verify(merchant.confirmation(paymentId)));
   * }</pre>
   *
   * @return with the keys of now
   */
  public ConfirmationVerifier confirmationVerifier() {
    return ConfirmationVerifier.of(answers.text(Call.get("/keys")));
  }

  /**
   * What an invoice states.
   *
   * <pre>{@code
   * System.out.println(merchant.invoice(paymentId).number().orElse("not made yet"));
   * }</pre>
   *
   * @param paymentId of which payment
   * @return pending or issued
   * @throws RefusedException.InvoiceNotRequested if there will be none
   */
  public Invoice invoice(String paymentId) {
    return answers.read(Call.get(path(paymentId) + "/invoice"), Invoice::new);
  }

  /**
   * The invoice's document, as soon as it is made.
   *
   * <pre>{@code
   * Optional<byte[]> pdf = merchant.invoiceFile(paymentId, Duration.ofSeconds(20));
   * System.out.println(pdf.map(file -> file.length + " bytes").orElse("later"));
   * }</pre>
   *
   * @param paymentId of which payment
   * @param limit how long to wait for it at most
   * @return a PDF; empty if it is not made yet
   * @throws RefusedException.InvoiceNotRequested if there will be none
   */
  public Optional<byte[]> invoiceFile(String paymentId, Duration limit) {
    return answers.invoiceFile(path(paymentId), limit);
  }

  /**
   * Gives money back.
   *
   * <pre>{@code
   * Refund refund = merchant.refund(paymentId, NewRefund.of("refund-1").amountMinor(500));
   * System.out.println(refund.status());
   * }</pre>
   *
   * @param paymentId of which payment
   * @param refund all of it or a part
   * @return pending, or done already
   * @throws RefusedException.RefundConflict if the refund id was used with other content
   * @throws RefusedException.RefundExceedsPayment if there is not so much left
   * @throws RefusedException.PaymentNotConfirmed if it is not paid
   */
  public Refund refund(String paymentId, NewRefund refund) {
    return answers.read(change(path(paymentId) + "/refunds", refund.body()), Refund::new);
  }

  /**
   * One refund.
   *
   * <pre>{@code
   * System.out.println(merchant.refund(refundId).status());
   * }</pre>
   *
   * @param refundId Kassa's id of it
   * @return as it is now
   */
  public Refund refund(String refundId) {
    return answers.read(Call.get("/refunds/" + segment(refundId)), Refund::new);
  }

  /**
   * The refunds of a payment.
   *
   * <pre>{@code
   * merchant.refunds(paymentId).forEach(refund -> System.out.println(refund.amountMinor()));
   * }</pre>
   *
   * @param paymentId of which payment
   * @return begins anew with each iteration
   */
  public Pages<Refund> refunds(String paymentId) {
    return new Pages<>(
        cursor ->
            answers.page(
                Call.get(path(paymentId) + "/refunds").with("cursor", cursor), Refund::new));
  }

  /**
   * All events that there are, oldest first, fetched page by page while they are iterated.
   *
   * <pre>{@code
   * merchant.events().forEach(event -> System.out.println(event.type() + " " + event.id()));
   * }</pre>
   *
   * @return begins anew with each iteration
   */
  public Pages<Event> events() {
    return new Pages<>(cursor -> events(cursor, null));
  }

  /**
   * A page of events behind a cursor. Who keeps the cursor misses nothing.
   *
   * <pre>{@code
   * Page<Event> page = merchant.events(null, 100);
   * page.items().forEach(event -> System.out.println(event.type()));
   * String kept = page.nextCursor().orElse(null); // where to go on later
   * }</pre>
   *
   * @param cursor of an earlier page; null for the first
   * @param limit 1 to 100; null for the server's usual size
   * @return may be empty, and still have a cursor
   */
  public Page<Event> events(String cursor, Integer limit) {
    return answers.page(
        Call.get("/events").with("cursor", cursor).with("limit", limit), Event::new);
  }

  /**
   * Opens a stored-value account; the same customer and currency again is the same account.
   *
   * <pre>{@code
   * System.out.println(merchant.openAccount("customer-1", "CNY").id());
   * }</pre>
   *
   * @param customerId the merchant's own id
   * @param currency ISO 4217
   * @return the account
   */
  public Account openAccount(String customerId, String currency) {
    Body body = Body.EMPTY.with("customerId", customerId).with("currency", currency);
    return answers.read(change("/accounts", body), Account::new);
  }

  /**
   * One account.
   *
   * <pre>{@code
   * System.out.println(merchant.account(accountId).balanceMinor());
   * }</pre>
   *
   * @param accountId its id
   * @return as it is now
   */
  public Account account(String accountId) {
    return answers.read(Call.get("/accounts/" + segment(accountId)), Account::new);
  }

  /**
   * Books money into an account; the same deposit again books nothing.
   *
   * <pre>{@code
   * System.out.println(merchant.deposit(accountId, "deposit-1", 5000).balanceMinor());
   * }</pre>
   *
   * @param accountId into which
   * @param depositId the merchant's own id
   * @param amountMinor minor units of the account's currency
   * @return the account afterwards
   * @throws RefusedException.DepositConflict if the deposit id was used with another amount
   */
  public Account deposit(String accountId, String depositId, long amountMinor) {
    Body body = Body.EMPTY.with("depositId", depositId).with("amount", amountMinor);
    answers.read(change("/accounts/" + segment(accountId) + "/deposits", body), json -> json);
    return account(accountId);
  }

  /** One key for all tries of one call. */
  private static Call change(String path, Body body) {
    return Call.post(path, body, UUID.randomUUID().toString());
  }

  private static String path(String paymentId) {
    return "/payments/" + segment(paymentId);
  }

  /** An id of Kassa is a UUID; anything else could lead to another route. */
  private static String segment(String id) {
    return UUID.fromString(id).toString();
  }
}
