/**
 * Facts that others must learn of, written in the transaction that makes them true. A row of the
 * outbox is a promise to one consumer: the relay sends it over JMS, the consumer's effect deletes
 * it. JMS is transport only; redelivery, backoff and dead letters are decided here, in the
 * database, so a broker may lose its store and nothing is lost.
 *
 * <p>{@code due_at} drives everything: a row is sent when it is due and not dead; leasing it,
 * sending it and failing on it only move that time.
 */
package io.kassa.outbox;
