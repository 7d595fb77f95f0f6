package io.kassa.notification.control;

import io.kassa.access.AddressRange;
import io.kassa.access.IpAddress;
import io.kassa.failure.PaymentException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whom Kassa calls on a merchant's word: https on a configured port of a public address. A test
 * merchant's endpoint may also be in one of {@code kassa.webhook.testNetworks}, on any port and by
 * http; there are none unless a site names them, and a live merchant's is never there.
 */
@ApplicationScoped
public class TargetRules {
  private static final int HTTPS = 443;
  private static final int LONGEST_URL = 2_000;

  private final List<Integer> ports;
  private final List<AddressRange> testNetworks;

  /** For the proxy alone. */
  TargetRules() {
    this(List.of(), List.of());
  }

  /** Lists are parted here: Payara's Config cannot make an optional list. */
  @Inject
  TargetRules(
      @ConfigProperty(name = "kassa.webhook.ports", defaultValue = "443") String ports,
      @ConfigProperty(name = "kassa.webhook.testNetworks") Optional<String> testNetworks) {
    this(
        parts(ports).stream().map(Integer::valueOf).toList(),
        testNetworks.map(TargetRules::parts).orElse(List.of()));
  }

  TargetRules(List<Integer> ports, List<String> testNetworks) {
    this.ports = List.copyOf(ports);
    this.testNetworks =
        testNetworks.stream()
            .map(
                text ->
                    AddressRange.parse(text)
                        .orElseThrow(
                            () ->
                                new IllegalStateException(
                                    "kassa.webhook.testNetworks: no range " + text)))
            .toList();
  }

  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(list, ", ");
    while (tokens.hasMoreTokens()) {
      parts.add(tokens.nextToken());
    }
    return parts;
  }

  /** Which addresses a request may go to. */
  public enum Reach {
    /** Those of the Internet. */
    PUBLIC,
    /** Those that the site named for tests. */
    TEST
  }

  /**
   * The address as it is kept.
   *
   * @param test whether it is a test merchant's
   * @throws PaymentException INVALID_REQUEST for {@code url}
   */
  public String check(String url, boolean test) {
    URI target = parse(url);
    String host = target.getHost();
    if (host == null || target.getRawUserInfo() != null || target.getRawFragment() != null) {
      throw invalid("must be an absolute address without user and fragment");
    }
    boolean http = "http".equalsIgnoreCase(target.getScheme());
    if (!http && !"https".equalsIgnoreCase(target.getScheme())) {
      throw invalid("must start with https://");
    }
    if (reach(target) == Reach.TEST && (!test || testNetworks.isEmpty())) {
      throw invalid("must be https on port " + joinedPorts());
    }
    Optional<IpAddress> literal = literal(host);
    boolean mapped = host.startsWith("[") && literal.filter(IpAddress::isV4).isPresent();
    if (mapped || literal.filter(address -> !allows(address, reach(target))).isPresent()) {
      throw invalid("must name a public address");
    }
    return target.toASCIIString();
  }

  private static URI parse(String url) {
    try {
      if (url.length() <= LONGEST_URL) {
        return new URI(url);
      }
    } catch (URISyntaxException malformed) {
      throw invalid("is no address of RFC 3986");
    }
    throw invalid("is longer than " + LONGEST_URL + " characters");
  }

  private static Optional<IpAddress> literal(String host) {
    return IpAddress.parse(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
  }

  /** Plain https on a usual port goes to the Internet; anything else to the test networks alone. */
  Reach reach(URI target) {
    int port = target.getPort() == -1 ? HTTPS : target.getPort();
    return "https".equalsIgnoreCase(target.getScheme()) && ports.contains(port)
        ? Reach.PUBLIC
        : Reach.TEST;
  }

  /** Whether a connection to this address may be opened. */
  boolean allows(InetAddress address, Reach reach) {
    return PublicAddresses.value(address).filter(value -> allows(value, reach)).isPresent();
  }

  private boolean allows(IpAddress address, Reach reach) {
    return switch (reach) {
      case PUBLIC -> PublicAddresses.contain(address);
      case TEST -> testNetworks.stream().anyMatch(range -> range.contains(address));
    };
  }

  private String joinedPorts() {
    return String.join(", ", Arrays.stream(ports.toArray()).map(Object::toString).toList());
  }

  private static PaymentException invalid(String flaw) {
    return PaymentException.invalid("url", flaw);
  }
}
