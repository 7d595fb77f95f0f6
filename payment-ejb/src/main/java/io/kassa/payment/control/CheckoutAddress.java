package io.kassa.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where a provider sends a payer back to: the checkout page, never with a key. */
@ApplicationScoped
public class CheckoutAddress {
  @Inject
  @ConfigProperty(name = "kassa.publicUrl")
  private String publicUrl;

  @Inject
  @ConfigProperty(name = "kassa.checkoutUrl")
  private Optional<String> checkoutUrl;

  /**
   * The page of this payment, which knows by the mark that a provider sent the payer: in a browser
   * that holds the key it goes on, in any other it leads to the merchant's own page at once.
   */
  URI afterProvider(UUID paymentId) {
    String page = checkoutUrl.orElseGet(() -> withoutSlash(publicUrl) + "/checkout");
    return URI.create(withoutSlash(page) + "/" + paymentId + "?returned");
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
