package io.kassa.invoice.control.en16931;

import io.kassa.invoice.entity.InvoiceFacts.Line;

/** How a line is taxed, in the codes of UNCL 5305 that EN 16931 uses (BT-151). */
enum TaxCategory {
  /** At a rate above 0. */
  S,
  /** At the rate of 0. */
  Z,
  /** Not at all, for a reason that the invoice tells (BT-120). */
  E;

  static TaxCategory of(Line line) {
    if (line.exemption() != null) {
      return E;
    }
    return line.taxRate().signum() == 0 ? Z : S;
  }
}
