package io.kassa.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private final Properties properties = new Properties();

  @BeforeEach
  void giveWhatMavenGives() {
    properties.setProperty("kassa.root", "/project/payment-ear/..");
    properties.setProperty("kassa.ear", "/project/payment-ear/target/payment.ear");
    properties.setProperty(
        "kassa.sandbox.war", "/project/payment-sandbox/target/payment-sandbox.war");
    properties.setProperty("kassa.payara.zip", "/project/payment-ear/target/server/payara.zip");
  }

  @Test
  void runKeepsItsDataBelowTheRoot() {
    Settings settings = Settings.forRun(properties);

    assertThat(settings.directory()).isEqualTo(Path.of("/project/target/run"));
    assertThat(settings.httpBase()).isEqualTo("http://127.0.0.1:18080");
  }

  @Test
  void testsKeepTheirDataAndPortsApartFromARunningInstance() {
    Settings settings = Settings.forTests(properties);

    assertThat(settings.directory()).isEqualTo(Path.of("/project/payment-ear/target/it"));
    assertThat(settings.httpBase()).isEqualTo("http://127.0.0.1:28080");
    assertThat(settings.software()).isEqualTo(Settings.forRun(properties).software());
  }

  @Test
  void missingPropertyIsNamed() {
    properties.remove("kassa.ear");

    assertThatThrownBy(() -> Settings.forRun(properties)).hasMessageContaining("-Dkassa.ear");
  }

  @Test
  void sandboxIsToldItsDirectoryAndAddress() {
    assertThat(Settings.forRun(properties).serverConfig())
        .containsEntry("kassa.sandbox.directory", "/project/target/run/sandbox")
        .containsEntry("kassa.sandbox.url", "http://127.0.0.1:18080/sandbox");
  }

  @ParameterizedTest
  @CsvSource({"'',true", "true,true", "TRUE,true", "false,false", "FALSE,false"})
  void flagIsSetByItsNameAlone(String value, boolean expected) {
    properties.setProperty("kassa.fresh", value);

    assertThat(Settings.forRun(properties).fresh()).isEqualTo(expected);
  }

  @Test
  void flagThatIsNotGivenIsNotSet() {
    assertThat(Settings.forRun(properties).fresh()).isFalse();
  }

  @Test
  void configOfTheApplicationIsTakenByItsPrefix() {
    properties.setProperty("kassa.config.kassa.relay.window", "10");

    assertThat(Settings.forRun(properties).config())
        .containsExactlyEntriesOf(java.util.Map.of("kassa.relay.window", "10"));
  }
}
