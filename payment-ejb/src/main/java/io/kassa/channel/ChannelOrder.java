package io.kassa.channel;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * An attempt as a provider sees it. Two orders with the same attempt id are equal in everything
 * else, so that a repeated call is the same call.
 *
 * @param attemptId whose 32 hex digits are the provider's order number
 * @param amountMinor 1 to 999 999 999 999
 * @param currency ISO 4217
 * @param subject what the payer reads, 1 to 127 characters
 * @param scene never null
 * @param openid who pays, in the channel's own words; null unless the scene needs it
 * @param payerAddress the phone's IP address; null unless the scene needs it
 * @param createdAt when the attempt was claimed
 * @param expiresAt when the provider shall stop accepting money, whole seconds
 * @param returnUrl where a browser goes afterwards; may be null
 */
public record ChannelOrder(
    UUID attemptId,
    long amountMinor,
    String currency,
    String subject,
    Scene scene,
    String openid,
    String payerAddress,
    Instant createdAt,
    Instant expiresAt,
    URI returnUrl) {

  /** The provider's order number: 32 lower-case hex digits. */
  public String number() {
    return OrderNumber.of(attemptId);
  }

  /** Leaves out what tells of a person. */
  @Override
  public String toString() {
    return "ChannelOrder[" + attemptId + "]";
  }
}
