/**
 * The two faces of the payment client: {@link io.kassa.client.MerchantClient} for a merchant's
 * server and {@link io.kassa.client.PhoneClient} for whoever holds a payment key.
 *
 * <p>Both are unchangeable, safe for many threads, and start no thread of their own: a call blocks
 * its caller, pauses between tries too. (The JDK's {@code HttpClient} below keeps its own thread
 * for the network; one can be handed in.) A call is tried again only after a failure that is safe:
 * it certainly had no effect, or its ids make sure that it has one effect however often it is sent.
 */
package io.kassa.client;
