/** {@code /payments/{id}/refunds} and {@code /refunds}: money that goes back, and its documents. */
package io.kassa.web.refunds;
