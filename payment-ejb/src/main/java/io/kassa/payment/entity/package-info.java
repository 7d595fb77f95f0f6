/** Payments and attempts as stored, and their state tables. */
package io.kassa.payment.entity;
