/**
 * WeChat Pay, API version 3, as its direct merchants meet it.
 *
 * <p>Requests are checked as strictly as the provider checks them: signature, serial, clock,
 * unknown fields, limits, and whether an order that is sent again is the same. Source: the
 * provider's documents at pay.weixin.qq.com. Where these are silent, docs/sandbox.md says what is
 * done here.
 */
package io.kassa.sandbox.wechatpay;
