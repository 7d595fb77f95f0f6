package io.kassa.payment.entity;

/** How far the invoice of a payment is. */
public enum InvoiceStatus {
  /** Nobody asked for one. */
  NONE,
  /** It will be made once the payment succeeded, or is being made. */
  PENDING,
  /** It can be fetched. */
  ISSUED
}
