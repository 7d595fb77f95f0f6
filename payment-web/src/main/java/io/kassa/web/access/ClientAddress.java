package io.kassa.web.access;

import io.kassa.access.AddressRange;
import io.kassa.access.IpAddress;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * From where a request came: the peer of its connection, or, if that is one of {@code
 * kassa.trustedProxies}, the right-most address in {@code X-Forwarded-For} that is not. What stands
 * left of it was written by whoever likes to. No name is ever looked up.
 */
@ApplicationScoped
public class ClientAddress {
  private static final String FORWARDED = "X-Forwarded-For";
  private static final String FOUND = "io.kassa.client";
  private static final int MOST_HOPS = 32;

  /** The server gave no address that can be read, as for a peer that is gone. */
  private static final IpAddress UNKNOWN = new IpAddress(0, 0);

  @Inject
  @ConfigProperty(name = "kassa.trustedProxies")
  private Optional<String> trustedProxies;

  private List<AddressRange> proxies;

  @PostConstruct
  void prepare() {
    proxies = ranges(trustedProxies.orElse(""));
  }

  /** The client of a request; the same for the whole request. */
  public IpAddress of(HttpServletRequest request) {
    if (request.getAttribute(FOUND) instanceof IpAddress found) {
      return found;
    }
    IpAddress peer = peer(request.getRemoteAddr());
    IpAddress client =
        proxies.isEmpty()
            ? peer
            : client(peer, Collections.list(request.getHeaders(FORWARDED)), proxies);
    request.setAttribute(FOUND, client);
    return client;
  }

  /**
   * Ranges parted by commas.
   *
   * @throws IllegalArgumentException for what is no range, so that a typing error is seen at the
   *     start
   */
  static List<AddressRange> ranges(String text) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        ranges.add(
            AddressRange.parse(part.strip())
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "kassa.trustedProxies: " + part.strip() + " is no address range")));
      }
    }
    return List.copyOf(ranges);
  }

  /**
   * The first address from the right that no trusted proxy has; the last one that could be read if
   * all are trusted or one is no address.
   *
   * @param forwarded the header's lines in their order
   */
  static IpAddress client(IpAddress peer, List<String> forwarded, List<AddressRange> proxies) {
    IpAddress client = peer;
    String[] hops = String.join(",", forwarded).split(",", -1);
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - MOST_HOPS); i--) {
      if (!isProxy(client, proxies)) {
        return client;
      }
      Optional<IpAddress> hop = IpAddress.parse(hops[i].strip());
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get();
    }
    return client;
  }

  private static boolean isProxy(IpAddress address, List<AddressRange> proxies) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  /** A link-local peer carries the name of an interface behind a percent sign. */
  private static IpAddress peer(String text) {
    int zone = text == null ? -1 : text.indexOf('%');
    return IpAddress.parse(zone < 0 ? text : text.substring(0, zone)).orElse(UNKNOWN);
  }
}
