package io.kassa.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
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

  private record Source(int ordinal, Map<String, String> values) implements ConfigSource {
    @Override
    public int getOrdinal() {
      return ordinal;
    }

    @Override
    public Set<String> getPropertyNames() {
      return values.keySet();
    }

    @Override
    public String getValue(String name) {
      return values.get(name);
    }

    @Override
    public String getName() {
      return "source " + ordinal;
    }
  }

  /** A configuration whose own answers would be out of date: only its sources may be asked. */
  private record OnlySources(List<ConfigSource> sources) implements Config {
    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return sources;
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public ConfigValue getConfigValue(String name) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public Iterable<String> getPropertyNames() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException();
    }
  }
}
