package io.kassa.report.entity;

/** A channel as reports know it; a payment that nobody tried to pay ended on none. */
public enum ReportChannel {
  BALANCE,
  WECHAT_PAY,
  ALIPAY,
  TEST,
  NONE
}
