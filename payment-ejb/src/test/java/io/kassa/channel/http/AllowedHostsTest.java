package io.kassa.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelSettings;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private static final URI BASE = URI.create("http://127.0.0.1:8080/provider");

  @ParameterizedTest
  @ValueSource(strings = {"https://pay.example/v3/x?y=1", "https://PAY.example:443/"})
  void everyConfigurationReachesThePublicHosts(String address) {
    assertThat(hosts(false).allow(URI.create(address))).isTrue();
    assertThat(hosts(true).allow(URI.create(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pay.example/",
        "https://pay.example:8443/",
        "https://pay.example.evil.example/",
        "https://user@pay.example/",
        "https://127.0.0.1/",
        "https:/v3/x",
        "/v3/x"
      })
  void nobodyReachesAnythingElse(String address) {
    assertThat(hosts(false).allow(URI.create(address))).isFalse();
    assertThat(hosts(true).allow(URI.create(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/", "http://127.0.0.1:8080/bill?token=1"})
  void onlyTestConfigurationsReachTheOriginTheyName(String address) {
    assertThat(hosts(true).allow(URI.create(address))).isTrue();
    assertThat(hosts(false).allow(URI.create(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://127.0.0.1:8080/", "http://127.0.0.1:8081/", "http://localhost:8080/"})
  void originIsSchemeHostAndPort(String address) {
    assertThat(hosts(true).allow(URI.create(address))).isFalse();
  }

  private static AllowedHosts hosts(boolean test) {
    ChannelSettings settings = new ChannelSettings(new UUID(0, 1), 1, test, Map.of(), BASE);
    return AllowedHosts.of(settings, Set.of("pay.example"), BASE);
  }
}
