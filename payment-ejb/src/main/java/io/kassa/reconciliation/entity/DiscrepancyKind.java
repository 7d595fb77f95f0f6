package io.kassa.reconciliation.entity;

/** How the two sides differ. Of several differences the first one here that applies is told. */
public enum DiscrepancyKind {
  /** The bill tells it twice, or tells a second payment of an order that another one paid. */
  DUPLICATE,
  /** The bill tells it, Kassa knows nothing of it. */
  MISSING_HERE,
  /** Both know it, but one says that money moved and the other does not. */
  STATE,
  /** Both know it, with another amount or currency. */
  AMOUNT,
  /** Kassa booked it, the bill does not tell it. */
  MISSING_THERE
}
