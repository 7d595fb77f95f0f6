package io.kassa.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.access.AddressRange;
import io.kassa.access.IpAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final List<AddressRange> PROXIES =
      ClientAddress.ranges(" 10.0.0.0/8 ,2001:db8:ffff::/48,");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.7 | 203.0.113.9                        | 198.51.100.7",
        "10.0.0.1     | 203.0.113.9                        | 203.0.113.9",
        "10.0.0.1     | 1.1.1.1, 203.0.113.9               | 203.0.113.9",
        "10.0.0.1     | 203.0.113.9, 10.0.0.2              | 203.0.113.9",
        "10.0.0.1     | 203.0.113.9,10.0.0.2;10.0.0.3      | 203.0.113.9",
        "10.0.0.1     | 1.1.1.1;203.0.113.9                | 203.0.113.9",
        "10.0.0.1     | ::ffff:203.0.113.9                 | 203.0.113.9",
        "::ffff:10.0.0.1 | 203.0.113.9                     | 203.0.113.9",
        "2001:db8:ffff::1 | 2001:db8:1::5                  | 2001:db8:1:0:0:0:0:5",
        "10.0.0.1     | 10.0.0.2                           | 10.0.0.2",
        "10.0.0.1     |                                    | 10.0.0.1",
        "10.0.0.1     | unknown                            | 10.0.0.1",
        "10.0.0.1     | 203.0.113.9, localhost             | 10.0.0.1",
        "10.0.0.1     | 203.0.113.9, localhost, 10.0.0.2   | 10.0.0.2",
        "10.0.0.1     | 203.0.113.9:4711                   | 10.0.0.1"
      })
  void rightMostAddressThatIsNoTrustedProxyIsTheClient(
      String peer, String forwarded, String client) {
    List<String> lines = forwarded == null ? List.of() : Arrays.asList(forwarded.split(";", -1));

    assertThat(ClientAddress.client(address(peer), lines, PROXIES).text()).isEqualTo(client);
  }

  @Test
  void withoutTrustedProxiesNobodyIsBelieved() {
    assertThat(ClientAddress.client(address("10.0.0.1"), List.of("203.0.113.9"), List.of()).text())
        .isEqualTo("10.0.0.1");
  }

  @Test
  void chainThatNeverEndsIsFollowedForAWhileOnly() {
    List<String> lines = List.of("203.0.113.9" + ",10.0.0.2".repeat(1_000));

    assertThat(ClientAddress.client(address("10.0.0.1"), lines, PROXIES).text())
        .isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/8;10.0.0.0/8", "10.0.0.1/8", "10/8"})
  void trustedProxyThatIsNoRangeIsFoundAtTheStart(String text) {
    assertThatThrownBy(() -> ClientAddress.ranges(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kassa.trustedProxies");
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
