package io.kassa.channel;

/** Who takes the money. */
public enum ChannelName {
  /** The customer's stored value, inside the database. */
  BALANCE,
  WECHAT_PAY,
  ALIPAY,
  /** Test merchants only. */
  TEST
}
