package io.kassa.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaProxyTest {
  private static final Map<String, Integer> NODES = Map.of("node-1", 24_080, "node-2", 24_180);

  @Test
  void shippedConfigurationIsKeptButForItsAddresses() throws IOException {
    String text = HaProxy.configuration(shipped(), 24_095, NODES);

    assertThat(text)
        .contains("server node-1 127.0.0.1:24080\n", "server node-2 127.0.0.1:24180\n")
        .contains("retry-on conn-failure", "on-marked-down shutdown-sessions")
        .containsOnlyOnce("stats socket 127.0.0.1:24096 level admin\n")
        .doesNotContain("ssl crt", "redirect scheme", "resolvers", "bind :");
  }

  @Test
  void configurationThatHasChangedIsNotReplacedInSilence() {
    assertThatThrownBy(() -> HaProxy.configuration("\nglobal\n", 24_095, NODES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bind :8080");
  }

  @Test
  void haproxyAcceptsWhatIsMadeOfIt(@TempDir Path directory) throws Exception {
    Optional<Path> program = HaProxy.program();
    Assumptions.assumeTrue(program.isPresent(), "no HAProxy here");
    Path file = directory.resolve("haproxy.cfg");
    Files.writeString(file, HaProxy.configuration(shipped(), 24_095, NODES));

    Process check =
        new ProcessBuilder(program.orElseThrow().toString(), "-c", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();

    assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).as(Files.readString(directory.resolve("log"))).isZero();
  }

  private static String shipped() throws IOException {
    return Files.readString(Path.of("..", "docker/haproxy/haproxy.cfg"));
  }
}
