package io.kassa.sandbox.books;

/** Who is played. */
public enum Provider {
  WECHAT_PAY,
  ALIPAY
}
