package io.kassa.channel.http;

import io.kassa.channel.ChannelSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where requests of one configuration may go. A live merchant's reach the provider's public hosts
 * over https and nothing else, whatever the configuration says; a test merchant's may also reach
 * the one origin that its configuration names.
 */
public final class AllowedHosts {
  private static final int HTTPS = 443;

  private final Set<String> publicHosts;
  private final URI testOrigin;

  private AllowedHosts(Set<String> publicHosts, URI testOrigin) {
    this.publicHosts = publicHosts;
    this.testOrigin = testOrigin;
  }

  /**
   * The rule for a configuration.
   *
   * @param publicHosts the provider's own, lower-case
   * @param base the address that the configuration names; null for the provider's default
   */
  public static AllowedHosts of(ChannelSettings settings, Set<String> publicHosts, URI base) {
    return new AllowedHosts(Set.copyOf(publicHosts), settings.test() ? base : null);
  }

  /** Whether a request may go to this address. */
  public boolean allow(URI address) {
    if (address.getHost() == null || address.getRawUserInfo() != null) {
      return false;
    }
    return isPublic(address) || isTestOrigin(address);
  }

  private boolean isPublic(URI address) {
    return "https".equalsIgnoreCase(address.getScheme())
        && (address.getPort() == -1 || address.getPort() == HTTPS)
        && publicHosts.contains(address.getHost().toLowerCase(Locale.ROOT));
  }

  private boolean isTestOrigin(URI address) {
    return testOrigin != null
        && testOrigin.getHost() != null
        && testOrigin.getScheme().equalsIgnoreCase(address.getScheme())
        && testOrigin.getHost().equalsIgnoreCase(address.getHost())
        && testOrigin.getPort() == address.getPort();
  }
}
