package io.kassa.client.model;

import io.kassa.client.json.Body;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An order to be paid. */
public final class NewPayment {
  private final Body body;

  private NewPayment(Body body) {
    this.body = body;
  }

  /**
   * With what every payment has.
   *
   * @param orderId the merchant's own id; the same order again is the same payment
   * @param amountMinor minor units, above zero
   * @param currency ISO 4217
   * @return the least that a request needs
   */
  public static NewPayment of(String orderId, long amountMinor, String currency) {
    return new NewPayment(
        Body.EMPTY.with("orderId", orderId).with("amount", amountMinor).with("currency", currency));
  }

  /**
   * What the customer reads.
   *
   * @param description at most 200 characters
   * @return another one with it
   */
  public NewPayment description(String description) {
    return new NewPayment(body.with("description", description));
  }

  /**
   * How long it can be confirmed; 15 minutes if nothing is said.
   *
   * @param expiresIn 1 second to 24 hours
   * @return another one with it
   */
  public NewPayment expiresIn(Duration expiresIn) {
    return new NewPayment(body.with("expiresIn", expiresIn.toSeconds()));
  }

  /**
   * The merchant's own facts, never shown to a phone.
   *
   * @param metadata names and values
   * @return another one with it
   */
  public NewPayment metadata(Map<String, String> metadata) {
    return new NewPayment(body.with("metadata", metadata));
  }

  /**
   * Where the checkout page leads afterwards.
   *
   * @param returnUrl its origin is registered with the merchant
   * @return another one with it
   */
  public NewPayment returnUrl(URI returnUrl) {
    return new NewPayment(body.with("returnUrl", returnUrl.toString()));
  }

  /**
   * The customer's stored-value account, so that {@link Channel#BALANCE} can pay.
   *
   * @param accountId of the same merchant and currency
   * @return another one with it
   */
  public NewPayment payerAccount(String accountId) {
    return new NewPayment(body.with("payer", Body.EMPTY.with("accountId", accountId)));
  }

  /**
   * What was bought, for the invoice.
   *
   * @param lines they add up to the amount
   * @return another one with it
   */
  public NewPayment lines(List<Line> lines) {
    return new NewPayment(
        body.with("lines", lines.stream().map(Line::body).collect(Collectors.toList())));
  }

  /**
   * Asks for an invoice.
   *
   * @param buyer to whom
   * @return another one with it
   */
  public NewPayment invoiceTo(Buyer buyer) {
    return new NewPayment(body.with("invoice", buyer.body()));
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
