/**
 * WeChat Pay, API v3, for a merchant that has its own contract. A thin client on the JDK's
 * cryptography; why not the provider's own library is told in ADR 18.
 *
 * <p>An answer is believed only if its signature holds over the raw bytes, whatever its status, and
 * if it speaks of our merchant number, app, order, amount and currency. All else is Unknown. A
 * refusal of a prepay or a refund is not taken at its word either: the order is asked about, and
 * only what the provider does not know was refused for good.
 *
 * <p>Inside, {@link io.kassa.channel.wechatpay.Gateway} turns signed requests into believed
 * answers; {@link io.kassa.channel.wechatpay.Orders}, {@link io.kassa.channel.wechatpay.Refunds},
 * {@link io.kassa.channel.wechatpay.NoticeReader} and {@link io.kassa.channel.wechatpay.Bills} know
 * what they mean. Only {@link io.kassa.channel.wechatpay.Exchange} touches the network.
 */
package io.kassa.channel.wechatpay;
