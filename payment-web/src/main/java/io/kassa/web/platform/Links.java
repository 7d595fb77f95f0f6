package io.kassa.web.platform;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the world reaches Kassa: {@code kassa.publicUrl}, such as {@code
 * https://pay.example/payment}. Every link is built from it, never from the Host header, which the
 * caller chooses.
 */
@ApplicationScoped
public class Links {
  @Inject
  @ConfigProperty(name = "kassa.publicUrl")
  private String publicUrl;

  /** Only where the page has another origin than the consoles; then the API answers there too. */
  @Inject
  @ConfigProperty(name = "kassa.checkoutUrl")
  private Optional<String> checkoutUrl;

  private String base;
  private String checkout;
  private String origin;

  @PostConstruct
  void prepare() {
    base = withoutSlash(publicUrl);
    checkout = checkoutUrl.map(Links::withoutSlash).orElse(base + "/checkout");
    URI url = URI.create(base);
    origin = url.getScheme() + "://" + url.getRawAuthority();
  }

  /** Scheme, host and port, as browsers send them in Origin. */
  public String origin() {
    return origin;
  }

  /** A link into the API; {@code path} starts with a slash. */
  public String api(String path) {
    return base + "/api/v1" + path;
  }

  /** A payment's own link. */
  public String payment(UUID id) {
    return api("/payments/" + id);
  }

  /** The page on which a phone pays; the key stays in the fragment, which no server sees. */
  public String checkout(UUID id, String paymentKey) {
    return checkout + "/" + id + "#" + paymentKey;
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
