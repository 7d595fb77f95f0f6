/** The rules of payments: keys, state, confirmation, expiry, waiting. */
package io.kassa.payment.control;
