package io.kassa.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.setting.OnlySources;
import io.kassa.setting.OnlySources.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySettingsTest {
  private final List<ConfigSource> sources = new ArrayList<>();
  private final KeySettings settings = new KeySettings(() -> new OnlySources(sources));

  @Test
  void nothingIsNamedUntilSomebodyNamesIt() {
    sources.add(new Source(100, new HashMap<>()));

    assertThat(settings.active(KeyPurpose.CREDENTIAL)).isEmpty();
    assertThat(settings.retire(KeyPurpose.CREDENTIAL)).isEmpty();
  }

  @Test
  void eachPurposeHasSettingsOfItsOwn() {
    sources.add(
        new Source(
            100, Map.of("kassa.key.credential.active", "2", "kassa.key.payment-key.retire", "1")));

    assertThat(settings.active(KeyPurpose.CREDENTIAL)).hasValue(2);
    assertThat(settings.active(KeyPurpose.PAYMENT_KEY)).isEmpty();
    assertThat(settings.retire(KeyPurpose.PAYMENT_KEY)).hasValue(1);
    assertThat(settings.retire(KeyPurpose.CREDENTIAL)).isEmpty();
  }

  @Test
  void changeIsSeenAtOnce() {
    Map<String, String> values = new HashMap<>();
    sources.add(new Source(100, values));
    assertThat(settings.active(KeyPurpose.CONFIRMATION)).isEmpty();

    values.put("kassa.key.confirmation.active", " 3 ");

    assertThat(settings.active(KeyPurpose.CONFIRMATION)).hasValue(3);
  }

  @Test
  void sourceOfTheHighestOrdinalWins() {
    sources.add(new Source(100, Map.of("kassa.key.credential.active", "2")));
    sources.add(new Source(300, Map.of("kassa.key.credential.active", "4")));
    sources.add(new Source(200, Map.of("kassa.key.credential.active", "3")));

    assertThat(settings.active(KeyPurpose.CREDENTIAL)).hasValue(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "01", "two", "1.0", "65536", "99999", "4294967297", "1 2"})
  void whatIsNoVersionIsRefusedByName(String value) {
    sources.add(new Source(100, Map.of("kassa.key.credential.active", value)));

    assertThatThrownBy(() -> settings.active(KeyPurpose.CREDENTIAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kassa.key.credential.active is not a version from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "65535"})
  void boundsAreVersions(String value) {
    sources.add(new Source(100, Map.of("kassa.key.credential.active", value)));

    assertThat(settings.active(KeyPurpose.CREDENTIAL)).hasValue(Integer.parseInt(value));
  }
}
