package io.kassa.notification.control;

import io.kassa.notification.control.TargetRules.Reach;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses that a connection is opened to, at that moment. The connection goes to what
 * was checked here and is not looked up again, so a name that answers differently the second time
 * leads nowhere else.
 */
final class GuardedResolver implements DnsResolver {
  /** What {@link InetAddress#getAllByName} does, or a test. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** A name that leads where Kassa does not go. */
  static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host) {
      super(host + " has an address that is not allowed");
    }
  }

  private final TargetRules rules;
  private final Reach reach;
  private final Lookup lookup;

  GuardedResolver(TargetRules rules, Reach reach, Lookup lookup) {
    this.rules = rules;
    this.reach = reach;
    this.lookup = lookup;
  }

  /**
   * One forbidden address among several is enough to refuse the name: nobody has that by chance.
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookup.addresses(host);
    for (InetAddress address : addresses) {
      if (!rules.allows(address, reach)) {
        throw new ForbiddenAddressException(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
