package io.kassa.channel;

/** How the payer meets the channel. */
public enum Scene {
  /** A QR code that the payer scans with the provider's app. */
  NATIVE,
  /** The merchant's app calls the provider's app on the same phone. */
  APP,
  /** The phone's browser is sent to the provider's page. */
  H5,
  /** A page inside the provider's own app calls its bridge. */
  JSAPI
}
