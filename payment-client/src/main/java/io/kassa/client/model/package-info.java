/**
 * What is sent to Kassa and what comes back, in the contract's words. Everything here is
 * unchangeable. Amounts are minor units (1999 is 19.99 CNY), times are UTC.
 *
 * <p>An answer keeps members that this version does not know; {@link
 * io.kassa.client.model.Answer#json()} has them all.
 */
package io.kassa.client.model;
