/**
 * Money as a value: an amount in whole minor units and a currency of a frozen list.
 *
 * <p>Decides which currencies Kassa takes and how many decimals each has, so that an upgrade of the
 * JDK can never move a decimal point. Refuses negative amounts, amounts of more than twelve digits,
 * sums over two currencies and every conversion that would have to round. Knows nothing of Jakarta
 * EE, of the database or of exchange rates.
 */
package io.kassa.money;
