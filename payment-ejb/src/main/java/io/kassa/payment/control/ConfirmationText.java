package io.kassa.payment.control;

import io.kassa.channel.ChannelName;
import io.kassa.payment.entity.OrderFacts;
import io.kassa.payment.entity.PaymentState;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** What a confirmation says, as the bytes that are signed, and the number a person reads out. */
final class ConfirmationText {
  /** Crockford's base 32: no I, L, O or U, so that nobody misreads it. */
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int DIGITS = 26;
  private static final int BITS_PER_DIGIT = 5;

  private ConfirmationText() {}

  /** The attempt's id in 26 characters: as unique as the id, and sorted by time like it. */
  static String number(UUID attemptId) {
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(attemptId.getMostSignificantBits())
            .putLong(attemptId.getLeastSignificantBits())
            .array();
    BigInteger rest = new BigInteger(1, bytes);
    char[] digits = new char[DIGITS];
    for (int i = DIGITS - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt(rest.intValue() & 31);
      rest = rest.shiftRight(BITS_PER_DIGIT);
    }
    return new String(digits);
  }

  /**
   * The signed bytes: every field of the confirmation but its invoice, which still moves.
   *
   * @param channelTransactionId the provider's number; null if the channel has none
   */
  static byte[] payload(
      OrderFacts order,
      String number,
      ChannelName channel,
      String channelTransactionId,
      Instant confirmedAt) {
    JsonObjectBuilder json =
        JsonFactories.BUILDERS
            .createObjectBuilder()
            .add("paymentId", order.paymentId().toString())
            .add("orderId", order.orderId())
            .add("confirmationNumber", number)
            .add("status", PaymentState.SUCCEEDED.name())
            .add("amount", order.amountMinor())
            .add("currency", order.currency())
            .add("channel", channel.name());
    if (channelTransactionId != null) {
      json.add("channelTransactionId", channelTransactionId);
    }
    return json.add("confirmedAt", confirmedAt.toString())
        .add("test", order.test())
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
