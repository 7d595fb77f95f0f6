package io.kassa.client.model;

import io.kassa.client.json.Body;
import java.math.BigDecimal;

/** A line of an order. */
public final class Line {
  private final Body body;

  private Line(Body body) {
    this.body = body;
  }

  /**
   * So many of one thing.
   *
   * @param description at most 200 characters
   * @param quantity 1 or more
   * @param unitAmountMinor minor units, tax included
   * @param taxRate percent
   * @return the least that a request needs
   */
  public static Line of(
      String description, long quantity, long unitAmountMinor, BigDecimal taxRate) {
    return new Line(
        Body.EMPTY
            .with("description", description)
            .with("quantity", quantity)
            .with("unitAmount", unitAmountMinor)
            .with("taxRate", taxRate));
  }

  /**
   * Something off the line.
   *
   * @param amountMinor minor units off quantity times unit amount, at most that much
   * @return another one with it
   */
  public Line discount(long amountMinor) {
    return new Line(body.with("discount", amountMinor));
  }

  /**
   * Why no tax is due, as the invoice has to say; only with a tax rate of 0.
   *
   * @param reason at most 200 characters
   * @return another one with it
   */
  public Line taxExemption(String reason) {
    return new Line(body.with("taxExemption", reason));
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
