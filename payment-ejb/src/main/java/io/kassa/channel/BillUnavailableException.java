package io.kassa.channel;

/** The provider has no such bill yet, or it could not be fetched whole. Try again later. */
public class BillUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why, without anything secret: a download's address is. */
  public BillUnavailableException(String reason) {
    super(reason);
  }
}
