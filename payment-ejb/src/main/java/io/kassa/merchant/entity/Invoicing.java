package io.kassa.merchant.entity;

/** When a succeeded payment gets an invoice. */
public enum Invoicing {
  ALWAYS,
  /** Only if the merchant or the phone asked for one. */
  ON_REQUEST
}
