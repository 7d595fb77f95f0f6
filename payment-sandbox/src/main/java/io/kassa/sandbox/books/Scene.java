package io.kassa.sandbox.books;

/** Where the payer meets the order. */
public enum Scene {
  /** A QR code that the payer scans. */
  NATIVE,
  /** A page or mini-program inside the provider's app. */
  JSAPI,
  /** The merchant's app. */
  APP,
  /** A phone's browser. */
  H5,
  /** A computer's browser. */
  PAGE
}
