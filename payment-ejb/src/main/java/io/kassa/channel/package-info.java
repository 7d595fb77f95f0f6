/**
 * The port to those who take money outside the database. {@link io.kassa.channel.Channel} is what a
 * provider's package implements, one package each; nothing outside that package knows a provider's
 * words. A channel is told settings and order and answers with an outcome that it has verified; it
 * knows no payment, writes nothing and is never called inside a transaction.
 *
 * <p>Every outcome is a value. What cannot be believed (a timeout, garbage, a signature that does
 * not hold, an amount that is not ours) is {@link io.kassa.channel.ChannelOutcome.Unknown} and is
 * asked about later; it is never taken for a refusal.
 */
package io.kassa.channel;
