package io.kassa.notification.control;

import io.kassa.access.AddressRange;
import io.kassa.access.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses belong to somebody on the Internet, by the registries of special-purpose
 * addresses (RFC 6890, and what IANA added). An address that embeds another one, such as 6to4,
 * Teredo and NAT64, is none: what it leads to cannot be told.
 */
final class PublicAddresses {
  private static final List<AddressRange> SPECIAL_V4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");
  private static final AddressRange UNICAST_V6 = ranges("2000::/3").get(0);
  private static final List<AddressRange> SPECIAL_V6 =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddresses() {}

  static boolean contain(IpAddress address) {
    return address.isV4()
        ? SPECIAL_V4.stream().noneMatch(range -> range.contains(address))
        : UNICAST_V6.contains(address)
            && SPECIAL_V6.stream().noneMatch(range -> range.contains(address));
  }

  /** Empty for an address with a zone, which is never public. */
  static Optional<IpAddress> value(InetAddress address) {
    return IpAddress.parse(address.getHostAddress());
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(text -> AddressRange.parse(text).orElseThrow()).toList();
  }
}
