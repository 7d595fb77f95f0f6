package io.kassa.sandbox.books;

/**
 * What names an order.
 *
 * @param merchantId WeChat Pay's mchid or Alipay's app id
 * @param outTradeNo the merchant's own number
 */
public record OrderKey(Provider provider, String merchantId, String outTradeNo) {}
