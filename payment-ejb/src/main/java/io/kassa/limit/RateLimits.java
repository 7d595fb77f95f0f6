package io.kassa.limit;

import io.kassa.access.IpAddress;
import io.kassa.node.NodeShare;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The limits at the door: requests per address before anything is proven, wrong proofs per address,
 * requests per credential. Addresses count by {@link IpAddress#network}.
 */
@ApplicationScoped
public class RateLimits {
  @Inject
  @ConfigProperty(name = "kassa.limit.credentialPerMinute", defaultValue = "600000")
  private int credentialPerMinute;

  @Inject
  @ConfigProperty(name = "kassa.limit.addressPerMinute", defaultValue = "1200000")
  private int addressPerMinute;

  @Inject
  @ConfigProperty(name = "kassa.limit.failedProofsPerMinute", defaultValue = "6000")
  private int failedProofsPerMinute;

  @Inject private NodeShare share;

  private RateLimit<String> credentials;
  private RateLimit<IpAddress> addresses;
  private RateLimit<IpAddress> failedProofs;

  @PostConstruct
  void prepare() {
    credentials = new RateLimit<>("credential", credentialPerMinute, share);
    addresses = new RateLimit<>("address", addressPerMinute, share);
    failedProofs = new RateLimit<>("failed-proofs", failedProofsPerMinute, share);
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
