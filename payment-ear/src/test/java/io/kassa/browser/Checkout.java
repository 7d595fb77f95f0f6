package io.kassa.browser;

import java.io.IOException;

/** The checkout page of one payment in one tab. */
record Checkout(Tab tab, String url) {
  private static final String STATE = "document.getElementById('page')?.dataset.state";

  static Checkout open(Tab tab, String url) {
    tab.open(url);
    return new Checkout(tab, url);
  }

  /** Waits until it shows the choice of channels. */
  Checkout ready() {
    return is("choosing");
  }

  /** Waits for a state: choosing, working, succeeded, canceled, expired or stranded. */
  Checkout is(String state) {
    tab.until(STATE, state);
    return this;
  }

  Checkout choose(String channel) {
    tab.until("document.querySelectorAll('#channels label').length > 0", "true");
    tab.script(
        """
        [...document.querySelectorAll('#channels label')]
          .find(each => each.textContent === '%s').querySelector('input').click()"""
            .formatted(channel));
    return this;
  }

  Checkout pay() {
    tab.click("#pay");
    return this;
  }

  Checkout cancel() {
    tab.click("#cancel");
    return this;
  }

  String text() {
    return tab.text();
  }

  String address() {
    return tab.script("location.href");
  }

  /** Names of what this tab remembers. */
  String remembered() {
    return tab.script("Object.keys(sessionStorage).join(' ')");
  }

  byte[] picture(String name) throws IOException {
    return tab.picture(name);
  }
}
