package io.kassa.access;

/** stub. */
public record AddressRange(String text) {
  /** stub. */
  public static AddressRange parse(String text) {
    return new AddressRange(text);
  }

  /** stub. */
  public static boolean isValid(String text) {
    return !text.isEmpty();
  }

  /** stub. */
  public boolean contains(String address) {
    return text.equals(address);
  }
}
