package io.kassa.client.model;

import io.kassa.client.json.Body;

/** How the payer wants to pay. */
public final class PayerChoice {
  private final Body body;

  private PayerChoice(Body body) {
    this.body = body;
  }

  /**
   * On this channel.
   *
   * @param channel one of those that the payment offers
   * @return a choice without a scene
   */
  public static PayerChoice of(Channel channel) {
    return new PayerChoice(Body.EMPTY.with("channel", channel.name()));
  }

  /**
   * In this scene.
   *
   * @param scene one of those that the channel offers
   * @return another one with it
   */
  public PayerChoice scene(Scene scene) {
    return new PayerChoice(body.with("scene", scene.name()));
  }

  /**
   * Who pays, as the channel knows them; for {@link Scene#JSAPI}.
   *
   * @param openid the provider's own id of the payer
   * @return another one with it
   */
  public PayerChoice openid(String openid) {
    return new PayerChoice(body.with("payer", Body.EMPTY.with("openid", openid)));
  }

  /**
   * Asks for an invoice.
   *
   * @param buyer to whom
   * @return another one with it
   */
  public PayerChoice invoiceTo(Buyer buyer) {
    return new PayerChoice(body.with("invoice", buyer.body()));
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
