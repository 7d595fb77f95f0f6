package io.kassa.client.model;

import io.kassa.client.json.Body;

/** To whom an invoice is made out. */
public final class Buyer {
  private final Body body;

  private Buyer(Body body) {
    this.body = body;
  }

  /**
   * A buyer.
   *
   * @param name at most 200 characters
   * @return the least that a request needs
   */
  public static Buyer of(String name) {
    return new Buyer(Body.EMPTY.with("buyerName", name));
  }

  /**
   * The buyer's tax number.
   *
   * @param taxId at most 64 characters
   * @return another one with it
   */
  public Buyer taxId(String taxId) {
    return new Buyer(body.with("buyerTaxId", taxId));
  }

  /**
   * Where the invoice may be sent.
   *
   * @param email an address
   * @return another one with it
   */
  public Buyer email(String email) {
    return new Buyer(body.with("email", email));
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
