package io.kassa.access;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address as a value. An IPv4 address is kept as its IPv4-mapped IPv6 address (RFC
 * 4291 section 2.5.5.2), so that both spellings of one address are equal. No name is ever looked
 * up.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {
  private static final int LONGEST = 45;
  private static final int GROUPS = 8;
  private static final long MAPPED = 0xffffL;

  /**
   * Reads an address in its usual spelling: four decimal numbers without leading zeros, or RFC 4291
   * section 2.2 without a zone. Empty for anything else, a host name too.
   *
   * @param text as sent; null is no address
   */
  public static Optional<IpAddress> parse(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    if (text.indexOf(':') < 0) {
      long v4 = v4(text);
      return v4 < 0 ? Optional.empty() : Optional.of(new IpAddress(0, (MAPPED << 32) | v4));
    }
    return v6(text);
  }

  /** Whether it is an IPv4 address, mapped or not. */
  public boolean isV4() {
    return high == 0 && low >>> 32 == MAPPED;
  }

  /**
   * What one subscriber usually holds: the address itself for IPv4, the /64 for IPv6. Limits count
   * by it, since a single machine may take any address of its /64.
   */
  public IpAddress network() {
    return isV4() ? this : new IpAddress(high, 0);
  }

  /** Four decimal numbers, or eight groups of hexadecimal digits without compression. */
  public String text() {
    if (isV4()) {
      return ((low >>> 24) & 0xff)
          + "."
          + ((low >>> 16) & 0xff)
          + "."
          + ((low >>> 8) & 0xff)
          + "."
          + (low & 0xff);
    }
    StringBuilder text = new StringBuilder(LONGEST);
    for (int i = 0; i < GROUPS; i++) {
      long half = i < GROUPS / 2 ? high : low;
      text.append(i == 0 ? "" : ":")
          .append(Long.toHexString((half >>> (48 - i % (GROUPS / 2) * 16)) & 0xffff));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text();
  }

  private static long v4(String text) {
    String[] numbers = text.split("\\.", -1);
    if (numbers.length != 4) {
      return -1;
    }
    long address = 0;
    for (String number : numbers) {
      int value = number(number, 10, 3);
      boolean padded = number.length() > 1 && number.charAt(0) == '0';
      if (value < 0 || value > 255 || padded) {
        return -1;
      }
      address = (address << 8) | value;
    }
    return address;
  }

  private static Optional<IpAddress> v6(String text) {
    int gap = text.indexOf("::");
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return read(text, groups, 0) == GROUPS ? Optional.of(of(groups)) : Optional.empty();
    }
    int before = read(text.substring(0, gap), groups, 0);
    int[] tail = new int[GROUPS];
    int after = read(text.substring(gap + 2), tail, 0);
    // the gap stands for one group of zeros at least
    if (before < 0 || after < 0 || before + after >= GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, GROUPS - after, after);
    return Optional.of(of(groups));
  }

  /** Reads groups parted by colons, the last of which may be an IPv4 address; -1 if it is none. */
  private static int read(String text, int[] groups, int start) {
    if (text.isEmpty()) {
      return start;
    }
    String[] parts = text.split(":", -1);
    int count = start;
    for (int i = 0; i < parts.length; i++) {
      boolean dotted = i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      long value = dotted ? v4(parts[i]) : number(parts[i], 16, 4);
      if (value < 0 || count + (dotted ? 2 : 1) > GROUPS) {
        return -1;
      }
      if (dotted) {
        groups[count++] = (int) (value >>> 16);
      }
      groups[count++] = (int) (value & 0xffff);
    }
    return count;
  }

  /** One number of plain ASCII digits, or -1. */
  private static int number(String text, int radix, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static IpAddress of(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS / 2; i++) {
      high = (high << 16) | groups[i];
      low = (low << 16) | groups[GROUPS / 2 + i];
    }
    return new IpAddress(high, low);
  }
}
