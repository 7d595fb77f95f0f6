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
   * Where the buyer is; the seller's country unless given.
   *
   * @param code ISO 3166-1 alpha-2, such as {@code AT}
   * @return another one with it
   */
  public Buyer country(String code) {
    return new Buyer(body.with("country", code));
  }

  /**
   * Where electronic invoices reach the buyer, as on Peppol.
   *
   * @param address a scheme of ISO 6523 and an id, such as {@code 9914:ATU12345678}
   * @return another one with it
   */
  public Buyer electronicAddress(String address) {
    return new Buyer(body.with("electronicAddress", address));
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
