/** A settlement, its days and its payment, as values. */
package io.kassa.settlement.entity;
