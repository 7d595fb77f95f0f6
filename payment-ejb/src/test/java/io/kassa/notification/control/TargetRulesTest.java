package io.kassa.notification.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.failure.PaymentException;
import io.kassa.notification.control.TargetRules.Reach;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {
  private final TargetRules strict = new TargetRules("443,8443", Optional.empty());
  private final TargetRules loose = new TargetRules("443", Optional.of("127.0.0.0/8, ::1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/x?y=1",
        "https://shop.example:8443/",
        "https://93.184.216.34/",
        "https://[2606:2800:220:1::1]/"
      })
  void publicHttpsIsAllowed(String url) {
    assertThat(strict.check(url, false)).isEqualTo(url);
    assertThat(strict.check(url, true)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/",
        "https://shop.example:444/",
        "https://user:pass@shop.example/",
        "https://shop.example/#x",
        "https:///x",
        "/x",
        "ftp://shop.example/",
        "https://shop example/",
        "https://[::ffff:93.184.216.34]/",
        "https://[64:ff9b::5db8:d822]/",
        "https://[2002:5db8:d822::1]/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://0.0.0.0/",
        "https://192.168.1.1/"
      })
  void everythingElseIsRefused(String url) {
    assertThatThrownBy(() -> strict.check(url, true)).isInstanceOf(PaymentException.class);
    assertThatThrownBy(() -> loose.check(url, false)).isInstanceOf(PaymentException.class);
  }

  @Test
  void testMerchantsReachTheNetworksThatTheSiteNamed() {
    assertThat(loose.check("http://127.0.0.1:8787/x", true)).isEqualTo("http://127.0.0.1:8787/x");
    assertThat(loose.check("http://localhost:8787/x", true)).isEqualTo("http://localhost:8787/x");
    assertThatThrownBy(() -> loose.check("http://10.0.0.1/x", true))
        .isInstanceOf(PaymentException.class);
    assertThatThrownBy(() -> loose.check("http://127.0.0.1:8787/x", false))
        .isInstanceOf(PaymentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.1",
        "10.255.255.255",
        "100.127.255.255",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002::1",
        "64:ff9b::1",
        "::ffff:127.0.0.1"
      })
  void addressesThatAreNotPublicAreNotConnectedTo(String address) throws UnknownHostException {
    assertThat(strict.allows(InetAddress.getByName(address), Reach.PUBLIC)).isFalse();
  }

  /** Just outside the ranges. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "172.15.255.255", "172.32.0.0", "223.255.255.255", "2001:200::1", "2003::1", "3ffe::1"
      })
  void publicAddressesAreConnectedTo(String address) throws UnknownHostException {
    assertThat(strict.allows(InetAddress.getByName(address), Reach.PUBLIC)).isTrue();
    assertThat(strict.allows(InetAddress.getByName(address), Reach.TEST)).isFalse();
  }
}
