/**
 * What the lines of an order come to: net, tax per rate, total, to the minor unit. A payment whose
 * lines do not explain its amount is refused at creation, so that its invoice cannot fail later.
 */
package io.kassa.tax;
