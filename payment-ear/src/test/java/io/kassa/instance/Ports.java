package io.kassa.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/**
 * The ports of one instance: a base plus a fixed offset each, or {@code kassa.port.<name>} where
 * one is given.
 */
final class Ports {

  static final String BASE_PROPERTY = "kassa.portbase";

  /** A purpose and its distance from the base. */
  enum Port {
    MAIL(25),
    DATABASE(32),
    IIOP(37),
    IIOPS(38),
    IIOP_MUTUAL(39),
    ADMIN(48),
    JMS(76),
    HTTP(80),
    HTTPS(81),
    JMX(86);

    private final int offset;

    Port(int offset) {
      this.offset = offset;
    }

    String property() {
      return "kassa.port." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private static final int HIGHEST = 65_535;

  private final Map<Port, Integer> numbers;

  private Ports(Map<Port, Integer> numbers) {
    this.numbers = numbers;
  }

  /**
   * The ports that these properties ask for.
   *
   * @throws IllegalArgumentException if one is no port number or two purposes share one; the
   *     message names the property to change
   */
  static Ports of(Properties properties, int defaultBase) {
    int base = number(properties, BASE_PROPERTY, defaultBase);
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      int wanted = number(properties, port.property(), base + port.offset);
      numbers.forEach(
          (other, taken) -> {
            if (taken == wanted) {
              throw new IllegalArgumentException(
                  "port %d is asked for twice: change -D%s or -D%s"
                      .formatted(wanted, other.property(), port.property()));
            }
          });
      numbers.put(port, wanted);
    }
    return new Ports(numbers);
  }

  private static int number(Properties properties, String name, int fallback) {
    String text = properties.getProperty(name);
    int value;
    try {
      value = text == null || text.isBlank() ? fallback : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("-D" + name + "=" + text + " is not a port number", e);
    }
    if (value < 1 || value > HIGHEST) {
      throw new IllegalArgumentException(
          "-D%s: %d is not a port between 1 and %d".formatted(name, value, HIGHEST));
    }
    return value;
  }

  int of(Port port) {
    return numbers.get(port);
  }

  /** The ports of another instance, each so far above this one's. */
  Ports above(int distance) {
    Map<Port, Integer> moved = new EnumMap<>(Port.class);
    numbers.forEach((port, number) -> moved.put(port, number + distance));
    return new Ports(moved);
  }

  /**
   * Makes sure that nothing listens on these ports of the loopback address.
   *
   * @throws IllegalStateException naming the taken port and the property to change
   */
  void requireFree() {
    numbers.forEach(Ports::requireFree);
  }

  private static void requireFree(Port port, int number) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
    } catch (IOException e) {
      throw new IllegalStateException(
          "port %d (%s) is taken by another program: choose another one with -D%s=..., or move all with -D%s=..."
              .formatted(
                  number,
                  port.name().toLowerCase(java.util.Locale.ROOT),
                  port.property(),
                  BASE_PROPERTY),
          e);
    }
  }
}
