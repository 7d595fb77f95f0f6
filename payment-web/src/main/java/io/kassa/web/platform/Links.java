package io.kassa.web.platform;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
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

  private String base;
  private String origin;

  @PostConstruct
  void prepare() {
    base = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
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
    return base + "/checkout/" + id + "#" + paymentKey;
  }
}
