package io.kassa.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::ffff:c000:201, 192.0.2.1",
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:db8::, 2001:db8:0:0:0:0:0:0",
    "2001:DB8::A:0b, 2001:db8:0:0:0:0:a:b",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1::3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "64:ff9b::192.0.2.33, 64:ff9b:0:0:0:0:c000:221",
    "1:2:3:4:5:6:192.0.2.33, 1:2:3:4:5:6:c000:221"
  })
  void everySpellingOfAnAddressIsThatAddress(String spelling, String address) {
    assertThat(IpAddress.parse(spelling).map(IpAddress::text)).contains(address);
    assertThat(IpAddress.parse(address)).isEqualTo(IpAddress.parse(spelling));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "localhost",
        "kassa.example",
        "127.1",
        "127.0.0.256",
        "127.0.0.01",
        "127.0.0.1.1",
        "127.0.0.",
        ".127.0.0.1",
        "127.0.0.1 ",
        "127.0.0.+1",
        "127.0.0.\u0661",
        "0x7f.0.0.1",
        "2130706433",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:2:3:4:5:6:7::8",
        "::1:2:3:4:5:6:7:8",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:",
        "12345::",
        "g::",
        "fe80::1%eth0",
        "[::1]",
        "::192.0.2.1:1",
        "::192.0.2",
        "1:2:3:4:5:6:7:192.0.2.1",
        "1.2.3.4:80"
      })
  void whatIsNoAddressIsRefusedAndNeverLookedUp(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void neighboursInOneIpv6NetworkCountAsOne() {
    assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
    assertThat(network("192.0.2.1")).isEqualTo(network("::ffff:192.0.2.1"));
  }

  private static IpAddress network(String text) {
    return IpAddress.parse(text).orElseThrow().network();
  }
}
