/**
 * What may go wrong, as types: Kassa refused ({@link io.kassa.client.failure.RefusedException}, one
 * class per code), nobody answered ({@link io.kassa.client.failure.NoAnswerException}), or a proof
 * does not hold ({@link io.kassa.client.failure.VerificationException}).
 */
package io.kassa.client.failure;
