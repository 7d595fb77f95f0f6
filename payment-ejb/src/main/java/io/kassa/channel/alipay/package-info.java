/**
 * Alipay, by its gateway's version 1, for a merchant that has its own contract. A thin client on
 * the JDK's cryptography; why not the provider's own library is told in ADR 19.
 *
 * <p>An answer is believed only if the provider signed its very text, and if it speaks of our
 * order, amount and currency. The signature covers neither the method nor the time nor the app, so
 * what an answer names is compared whenever it names it. All else is Unknown. A refusal is not
 * taken at its word either: the order is asked about, and only what the provider does not know was
 * refused for good.
 *
 * <p>The provider hears of an order when its payer opens it. Until then a question is answered
 * Absent, which is not a failure, and closing means to cancel the number.
 *
 * <p>Inside, {@link io.kassa.channel.alipay.Gateway} turns signed calls into believed answers;
 * {@link io.kassa.channel.alipay.Orders}, {@link io.kassa.channel.alipay.Closing}, {@link
 * io.kassa.channel.alipay.Refunds}, {@link io.kassa.channel.alipay.NoticeReader} and {@link
 * io.kassa.channel.alipay.Bills} know what they mean. Only {@link io.kassa.channel.alipay.Exchange}
 * touches the network.
 */
package io.kassa.channel.alipay;
