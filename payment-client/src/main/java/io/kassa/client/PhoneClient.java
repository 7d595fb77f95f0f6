package io.kassa.client;

import io.kassa.client.failure.NoAnswerException;
import io.kassa.client.failure.RefusedException;
import io.kassa.client.http.Call;
import io.kassa.client.http.Proof;
import io.kassa.client.model.Channel;
import io.kassa.client.model.ConfirmResult;
import io.kassa.client.model.Confirmation;
import io.kassa.client.model.PayerChoice;
import io.kassa.client.model.Payment;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whoever holds a payment key: it may read, confirm, cancel and follow that one payment, nothing
 * else. Every call throws {@link RefusedException} if Kassa refused and {@link NoAnswerException}
 * if no answer came; calling again never charges twice.
 *
 * <pre>{@code
 * PhoneClient phone = PhoneClient.of(apiBase, paymentId, paymentKey);
 * Payment payment = phone.payment();
 * System.out.println(payment.merchantName().orElse("?") + " asks for " + payment.amountMinor());
 * }</pre>
 */
public final class PhoneClient {
  private final Answers answers;
  private final String path;

  private PhoneClient(Answers answers, String path) {
    this.answers = answers;
    this.path = path;
  }

  /**
   * With the default options.
   *
   * @param apiBase such as {@code https://pay.example/payment/api/v1}
   * @param paymentId the payment's id
   * @param paymentKey begins with {@code pk_}
   * @return safe for many threads
   */
  public static PhoneClient of(URI apiBase, String paymentId, String paymentKey) {
    return of(apiBase, paymentId, paymentKey, ClientOptions.defaults());
  }

  /**
   * With these options.
   *
   * @param apiBase such as {@code https://pay.example/payment/api/v1}
   * @param paymentId the payment's id
   * @param paymentKey begins with {@code pk_}
   * @param options limits and the HTTP client below
   * @return safe for many threads
   */
  public static PhoneClient of(
      URI apiBase, String paymentId, String paymentKey, ClientOptions options) {
    Objects.requireNonNull(paymentId);
    return new PhoneClient(
        new Answers(options.transport(apiBase, Proof.authorization("PaymentKey " + paymentKey))),
        "/payments/" + paymentId);
  }

  /**
   * The payment as it is now, with the channels that may pay it.
   *
   * <pre>{@code
   * phone.payment().channels().forEach(c -> System.out.println(c.channel() + " " + c.scenes()));
   * }</pre>
   *
   * @return without what is the merchant's own
   */
  public Payment payment() {
    return answers.read(Call.get(path), Payment::new);
  }

  /**
   * Confirms on a channel without scenes.
   *
   * <pre>{@code
   * ConfirmResult result = phone.confirm(Channel.BALANCE);
   * System.out.println(result.confirmation().orElseThrow().confirmationNumber());
   * }</pre>
   *
   * @param channel one of those that the payment offers
   * @return the signed confirmation, or what to do next
   * @throws RefusedException.PaymentDeclined if the channel declined; another may be tried
   * @throws RefusedException.InsufficientFunds if the balance is short
   */
  public ConfirmResult confirm(Channel channel) {
    return confirm(PayerChoice.of(channel));
  }

  /**
   * Confirms as the payer chose. The same key again gives the same confirmation.
   *
   * <pre>{@code
   * ConfirmResult result = phone.confirm(PayerChoice.of(Channel.WECHAT_PAY).scene(Scene.NATIVE));
   * result.nextAction().flatMap(NextAction::qrText).ifPresent(System.out::println);
   * }</pre>
   *
   * @param choice channel, scene and what the channel needs of the payer
   * @return the signed confirmation, or what to do next
   * @throws RefusedException.PaymentDeclined if the channel declined; another may be tried
   * @throws RefusedException.InsufficientFunds if the balance is short
   */
  public ConfirmResult confirm(PayerChoice choice) {
    return answers.read(Call.post(path + "/confirmation", choice.body(), null), ConfirmResult::new);
  }

  /**
   * Waits until the payment is paid, canceled or expired, or until the time is over.
   *
   * <pre>{@code
   * Payment payment = phone.waitUntilFinal(Duration.ofSeconds(20));
   * System.out.println(payment.isSucceeded() ? "paid" : payment.status());
   * }</pre>
   *
   * @param limit how long at most, in whole seconds
   * @return as it was last; {@link Payment#isFinal()} says whether it ended
   */
  public Payment waitUntilFinal(Duration limit) {
    return answers.waitUntilFinal(path, limit);
  }

  /**
   * Cancels the payment.
   *
   * <pre>{@code
   * System.out.println(phone.cancel().status());
   * }</pre>
   *
   * @return the canceled payment
   * @throws RefusedException.PaymentSucceeded if it was paid before
   */
  public Payment cancel() {
    return answers.read(Call.post(path + "/cancellation", null, null), Payment::new);
  }

  /**
   * The receipt: the signed confirmation of a payment that succeeded.
   *
   * <pre>{@code
   * Confirmation receipt = phone.receipt();
   * System.out.println(receipt.confirmationNumber() + " at " + receipt.confirmedAt());
   * }</pre>
   *
   * @return the same each time
   * @throws RefusedException.PaymentNotConfirmed if it is not paid
   */
  public Confirmation receipt() {
    return answers.read(Call.get(path + "/confirmation"), Confirmation::new);
  }

  /**
   * The invoice, as soon as it is made.
   *
   * <pre>{@code
   * Optional<byte[]> pdf = phone.invoice(Duration.ofSeconds(20));
   * System.out.println(pdf.map(file -> file.length + " bytes").orElse("later"));
   * }</pre>
   *
   * @param limit how long to wait for it at most
   * @return a PDF; empty if it is not made yet
   * @throws RefusedException.InvoiceNotRequested if there will be none
   */
  public Optional<byte[]> invoice(Duration limit) {
    return answers.invoiceFile(path, limit);
  }

  /** Says nothing of the key. */
  @Override
  public String toString() {
    return "PhoneClient[" + path + "]";
  }
}
