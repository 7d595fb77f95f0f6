package io.kassa.payment.boundary;

import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import io.kassa.payment.entity.Buyer;

/**
 * What the phone asks for.
 *
 * @param channel who shall take the money
 * @param scene how the payer meets the channel; not used by BALANCE
 * @param openid the payer in the channel's own words; null unless the phone gave it
 * @param address the phone's IP address
 * @param invoiceRequested whether the phone asks for an invoice
 * @param buyer whom the invoice names; null leaves what the merchant gave
 */
public record ConfirmPayment(
    ChannelName channel,
    Scene scene,
    String openid,
    String address,
    boolean invoiceRequested,
    Buyer buyer) {
  /** Leaves out what may tell of a person. */
  @Override
  public String toString() {
    return "ConfirmPayment[" + channel + " " + scene + "]";
  }
}
