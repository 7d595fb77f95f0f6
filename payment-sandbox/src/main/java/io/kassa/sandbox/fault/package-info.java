/**
 * What goes wrong on purpose.
 *
 * <p>A fault is chosen by the last two digits of an amount, so that a test writes it into the order
 * and no header, or drawn from a seed. A fault of an answer strikes the first call only: the next
 * one finds the provider well, as it would in life.
 */
package io.kassa.sandbox.fault;
