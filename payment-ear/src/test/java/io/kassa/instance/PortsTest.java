package io.kassa.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.instance.Ports.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

  private static final int HIGHEST_OFFSET = 86;

  private final Properties properties = new Properties();

  @Test
  void eachPortIsTheBasePlusItsOffset() {
    Ports ports = Ports.of(properties, 18_000);

    assertThat(ports.of(Port.HTTP)).isEqualTo(18_080);
    assertThat(ports.of(Port.ADMIN)).isEqualTo(18_048);
    assertThat(ports.of(Port.DATABASE)).isEqualTo(18_032);
  }

  @Test
  void basePropertyMovesAllPorts() {
    properties.setProperty("kassa.portbase", "30000");

    assertThat(Ports.of(properties, 18_000).of(Port.JMS)).isEqualTo(30_076);
  }

  @Test
  void singlePortIsOverriddenByItsOwnProperty() {
    properties.setProperty("kassa.port.http", "8080");
    properties.setProperty("kassa.port.iiop-mutual", "3920");

    Ports ports = Ports.of(properties, 18_000);

    assertThat(ports.of(Port.HTTP)).isEqualTo(8080);
    assertThat(ports.of(Port.IIOP_MUTUAL)).isEqualTo(3920);
    assertThat(ports.of(Port.HTTPS)).isEqualTo(18_081);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http", "80.0"})
  void whatIsNoPortIsRefusedWithItsProperty(String value) {
    properties.setProperty("kassa.port.http", value);

    assertThatThrownBy(() -> Ports.of(properties, 18_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kassa.port.http")
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535 - HIGHEST_OFFSET - 1, 65_535 - HIGHEST_OFFSET})
  void baseMayLeaveTheLastPortToTheHighestOffset(int base) {
    assertThat(Ports.of(properties, base).of(Port.JMX)).isEqualTo(base + HIGHEST_OFFSET);
  }

  @Test
  void baseAboveThatIsRefused() {
    assertThatThrownBy(() -> Ports.of(properties, 65_535 - HIGHEST_OFFSET + 1))
        .hasMessageContaining("kassa.port.jmx");
  }

  @Test
  void portAskedForTwiceIsRefusedWithBothProperties() {
    properties.setProperty("kassa.port.http", "18048");

    assertThatThrownBy(() -> Ports.of(properties, 18_000))
        .hasMessageContaining("18048")
        .hasMessageContaining("kassa.port.admin")
        .hasMessageContaining("kassa.port.http");
  }

  @Test
  void takenPortIsNamedWithThePropertyToChange() throws IOException {
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      useFreePorts();
      properties.setProperty("kassa.port.http", Integer.toString(other.getLocalPort()));

      assertThatThrownBy(() -> Ports.of(properties, 18_000).requireFree())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + other.getLocalPort())
          .hasMessageContaining("-Dkassa.port.http");
    }
  }

  @Test
  void freePortsAreAccepted() throws IOException {
    useFreePorts();

    assertThatCode(() -> Ports.of(properties, 18_000).requireFree()).doesNotThrowAnyException();
  }

  private void useFreePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (Port port : Port.values()) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        properties.setProperty(port.property(), Integer.toString(socket.getLocalPort()));
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
