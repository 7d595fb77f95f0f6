package io.kassa.channel;

import java.net.URI;
import java.util.Map;

/** What the phone does next so that the payer can pay; exactly what the provider's side expects. */
public sealed interface NextAction {

  /** Show this text as a QR code. */
  record QrCode(String text) implements NextAction {}

  /**
   * Hand these parameters to the provider's SDK or bridge, unchanged.
   *
   * @param parameters names in the provider's spelling
   */
  record AppInvoke(Map<String, String> parameters) implements NextAction {
    public AppInvoke {
      parameters = Map.copyOf(parameters);
    }
  }

  /** Send the browser there. */
  record Redirect(URI url) implements NextAction {}
}
