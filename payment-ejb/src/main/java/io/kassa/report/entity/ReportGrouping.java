package io.kassa.report.entity;

/** What a row of a report is of, beside its currency and whether it is of a test merchant. */
public enum ReportGrouping {
  MERCHANT_AND_CHANNEL,
  MERCHANT,
  CHANNEL,
  /** All merchants and channels together. */
  ALL;

  /** Whether a row tells its merchant. */
  public boolean byMerchant() {
    return this == MERCHANT_AND_CHANNEL || this == MERCHANT;
  }

  /** Whether a row tells its channel. */
  public boolean byChannel() {
    return this == MERCHANT_AND_CHANNEL || this == CHANNEL;
  }
}
