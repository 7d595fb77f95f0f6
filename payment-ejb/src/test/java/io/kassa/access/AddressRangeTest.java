package io.kassa.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
    "192.0.2.128/25, 192.0.2.128, 192.0.2.255, 192.0.2.127, 192.0.3.0",
    "192.0.2.7, 192.0.2.7, ::ffff:192.0.2.7, 192.0.2.6, 192.0.2.8",
    "192.0.2.7/32, 192.0.2.7, 192.0.2.7, 192.0.2.6, 192.0.2.8",
    "0.0.0.0/0, 0.0.0.0, 255.255.255.255, ::1, ::1:0:0:0",
    "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
    "2001:db8::/64, 2001:db8::, 2001:db8::ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db8:0:1::",
    "2001:db8::/65, 2001:db8::, 2001:db8::7fff:ffff:ffff:ffff, 2001:db7::, 2001:db8::8000:0:0:0",
    "::1, ::1, ::1, ::, ::2",
    "::ffff:10.0.0.0/104, 10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0"
  })
  void rangeHoldsItsFirstAndLastAddressAndNoNeighbour(
      String range, String first, String last, String below, String above) {
    AddressRange parsed = AddressRange.parse(range).orElseThrow();

    assertThat(parsed.contains(address(first))).isTrue();
    assertThat(parsed.contains(address(last))).isTrue();
    assertThat(parsed.contains(address(below))).isFalse();
    assertThat(parsed.contains(address(above))).isFalse();
  }

  @Test
  void everythingIsInTheEmptyPrefix() {
    AddressRange all = AddressRange.parse("::/0").orElseThrow();

    assertThat(all.contains(address("255.255.255.255"))).isTrue();
    assertThat(all.contains(address("ffff::"))).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.1.0.0/8",
        "10.0.0.1/31",
        "::/129",
        "2001:db8::1/64",
        "localhost/32",
        "/8",
        "*"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }

  @Test
  void rangeIsNotMadeWithBitsBehindItsPrefix() {
    assertThatThrownBy(() -> new AddressRange(address("10.1.0.0"), 104))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
