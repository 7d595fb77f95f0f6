package io.kassa.limit;

import io.kassa.access.IpAddress;
import io.kassa.node.NodeShare;
import io.kassa.setting.LiveSetting;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The limits at the door: requests per address before anything is proven, wrong proofs per address,
 * requests per credential. Addresses count by {@link IpAddress#network}.
 */
@ApplicationScoped
public class RateLimits {
  private static final Logger LOG = Logger.getLogger(RateLimits.class.getName());

  private static final Setting CREDENTIAL = new Setting("kassa.limit.credentialPerMinute", 600_000);
  private static final Setting ADDRESS = new Setting("kassa.limit.addressPerMinute", 1_200_000);
  private static final Setting FAILED_PROOFS =
      new Setting("kassa.limit.failedProofsPerMinute", 6_000);

  @Inject private NodeShare share;

  private RateLimit<String> credentials;
  private RateLimit<IpAddress> addresses;
  private RateLimit<IpAddress> failedProofs;

  /** A limit's setting, and the limit where nothing is set. */
  private record Setting(String name, int usual) {
    int perMinute() {
      return LiveSetting.number(ConfigProvider.getConfig(), name, usual);
    }
  }

  @PostConstruct
  void prepare() {
    credentials = new RateLimit<>("credential", CREDENTIAL.perMinute(), share);
    addresses = new RateLimit<>("address", ADDRESS.perMinute(), share);
    failedProofs = new RateLimit<>("failed-proofs", FAILED_PROOFS.perMinute(), share);
  }

  /**
   * Takes the settings as they are now; where one is no limit, the limit stays and a line tells.
   */
  public void reread() {
    reread(credentials, CREDENTIAL);
    reread(addresses, ADDRESS);
    reread(failedProofs, FAILED_PROOFS);
  }

  private static void reread(RateLimit<?> limit, Setting setting) {
    try {
      int perMinute = setting.perMinute();
      if (perMinute != limit.perMinute()) {
        limit.change(perMinute);
        LOG.log(Level.INFO, "{0} is {1} now", new Object[] {setting.name(), perMinute});
      }
    } catch (IllegalArgumentException failure) {
      LOG.log(
          Level.WARNING,
          "{0} stays at {1}: {2}",
          new Object[] {setting.name(), limit.perMinute(), failure.getMessage()});
    }
  }

  /** Counts a request of an address. */
  public Quota request(IpAddress client) {
    return addresses.take(client.network());
  }

  /** Whether another wrong proof of this address would be within the limit; counts nothing. */
  public Quota failedProofs(IpAddress client) {
    return failedProofs.look(client.network());
  }

  /** Counts a wrong proof of an address. */
  public void proofFailed(IpAddress client) {
    failedProofs.charge(client.network());
  }

  /** Counts a request of a credential that was proven. */
  public Quota request(String credentialId) {
    return credentials.take(credentialId);
  }
}
