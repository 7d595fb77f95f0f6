package io.kassa.client.model;

import io.kassa.client.json.Body;

/** Money to give back. */
public final class NewRefund {
  private final Body body;

  private NewRefund(Body body) {
    this.body = body;
  }

  /**
   * All that was paid and not refunded yet.
   *
   * @param refundId the merchant's own id; the same refund again is the same refund
   * @return the least that a request needs
   */
  public static NewRefund of(String refundId) {
    return new NewRefund(Body.EMPTY.with("refundId", refundId));
  }

  /**
   * A part only.
   *
   * @param amountMinor minor units, at most what is left
   * @return another one with it
   */
  public NewRefund amountMinor(long amountMinor) {
    return new NewRefund(body.with("amount", amountMinor));
  }

  /**
   * Why.
   *
   * @param reason for the books
   * @return another one with it
   */
  public NewRefund reason(String reason) {
    return new NewRefund(body.with("reason", reason));
  }

  /**
   * For the client.
   *
   * @return what is sent
   */
  public Body body() {
    return body;
  }
}
