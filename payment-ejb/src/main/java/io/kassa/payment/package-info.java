/**
 * A payment from its creation to its end. The payment key is a capability that is computed, never
 * stored; one-time use is the state transition; {@link io.kassa.payment.control.PaymentBook} is the
 * only writer of state and moves it by conditional statements from the expected state, so a late
 * answer never overwrites an end.
 */
package io.kassa.payment;
