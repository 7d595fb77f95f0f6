package io.kassa.browser;

import io.kassa.browser.Tab.Stubbed;
import jakarta.json.JsonObject;
import java.util.Optional;

/** The merchant's own site, which is on no machine. */
final class Shops {
  private Shops() {}

  /** Any of its pages. */
  static Optional<Stubbed> answer(JsonObject request) {
    return Optional.of(new Stubbed(200, "text/html", "<!doctype html><title>Shop</title>"));
  }
}
