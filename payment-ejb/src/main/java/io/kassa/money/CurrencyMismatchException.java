package io.kassa.money;

/** Two amounts of different currencies met where only one currency makes sense. */
public final class CurrencyMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  CurrencyMismatchException(CurrencyCode expected, CurrencyCode found) {
    super("expected an amount in " + expected + " but got one in " + found);
  }
}
