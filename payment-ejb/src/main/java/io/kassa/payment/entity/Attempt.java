package io.kassa.payment.entity;

import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import io.kassa.storage.Bytes;
import java.time.Instant;
import java.util.UUID;

/**
 * One try on one channel outside the database, with what its payment says of the order: everything
 * that the channel is told, now or when it is asked again.
 *
 * @param configurationId through which of the merchant's configurations it went
 * @param nextAction what the phone does next, as {@code NextActionText} wrote it; null if it is not
 *     known or the attempt has ended
 * @param sealedPayer what only the channel knows of the payer, sealed; null if it needs nothing or
 *     the attempt has ended
 * @param transactionId the provider's number; null unless the money was taken
 * @param expiresAt the payment's, whole seconds
 * @param startedAt when the order was last sent to the channel
 * @param asks how often the sweeper asked
 * @param paymentStatus of its payment, read together with it
 * @param now the database's clock when it was read
 */
public record Attempt(
    AttemptRef ref,
    ChannelName channel,
    Scene scene,
    AttemptState status,
    UUID configurationId,
    String nextAction,
    Bytes sealedPayer,
    String transactionId,
    long amountMinor,
    String currency,
    String orderId,
    String description,
    boolean test,
    Instant createdAt,
    Instant expiresAt,
    Instant startedAt,
    int asks,
    PaymentState paymentStatus,
    Instant now) {

  /** Whether the payment's time is over. */
  public boolean isOver() {
    return !now.isBefore(expiresAt);
  }

  /** Leaves out what may tell of a person. */
  @Override
  public String toString() {
    return "Attempt[" + ref.id() + " " + channel + " " + status + "]";
  }
}
