package io.kassa.outbox;

/** Who may be told of an event; each has a queue of its own. */
public final class Consumers {
  /** Makes the invoice of a succeeded payment. */
  public static final String INVOICE = "invoice";

  private Consumers() {}
}
