package io.kassa.access;

import java.util.Optional;

/**
 * Addresses that share a prefix, as in {@code 10.0.0.0/8} or {@code 2001:db8::/32} (RFC 4632, RFC
 * 4291 section 2.3).
 *
 * @param first the lowest address; the bits behind the prefix are zero
 * @param prefix how many bits of the IPv6 form are shared, 0 to 128; 96 more than an IPv4 prefix
 */
public record AddressRange(IpAddress first, int prefix) {
  private static final int ALL_BITS = 128;
  private static final int BITS_BEFORE_V4 = 96;

  /** Refuses bits behind the prefix: {@code 10.1.0.0/8} is a typing error, not a network. */
  public AddressRange {
    if (prefix < 0 || prefix > ALL_BITS || !first.equals(masked(first, prefix))) {
      throw new IllegalArgumentException("not a range: " + first + " " + prefix);
    }
  }

  /**
   * Reads {@code address/prefix}, or a single address. Empty for anything else: host names, a
   * prefix that is too long, bits behind the prefix.
   *
   * @param text as written; null is no range
   */
  public static Optional<AddressRange> parse(String text) {
    int slash = text == null ? -1 : text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    return IpAddress.parse(address)
        .flatMap(
            first -> {
              // a mapped spelling counts its prefix in the IPv6 form
              int before = address.indexOf(':') < 0 ? BITS_BEFORE_V4 : 0;
              int bits =
                  slash < 0 ? ALL_BITS : prefix(text.substring(slash + 1), ALL_BITS - before);
              int prefix = slash < 0 ? ALL_BITS : before + bits;
              return bits < 0 || !first.equals(masked(first, prefix))
                  ? Optional.empty()
                  : Optional.of(new AddressRange(first, prefix));
            });
  }

  /** Whether the address is one of these. */
  public boolean contains(IpAddress address) {
    return masked(address, prefix).equals(first);
  }

  private static int prefix(String digits, int most) {
    if (!digits.matches("0|[1-9][0-9]{0,2}")) {
      return -1;
    }
    int prefix = Integer.parseInt(digits);
    return prefix > most ? -1 : prefix;
  }

  private static IpAddress masked(IpAddress address, int prefix) {
    return new IpAddress(
        address.high() & mask(Math.min(prefix, Long.SIZE)),
        address.low() & mask(Math.max(prefix - Long.SIZE, 0)));
  }

  /** A shift by 64 would shift by nothing. */
  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
  }
}
