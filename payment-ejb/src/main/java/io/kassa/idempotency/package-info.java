/**
 * What the same call twice means: the effect happens once and the second answer is the first one
 * again. Natural keys (order id, deposit id) decide by a unique constraint, an {@code
 * Idempotency-Key} by a record that commits with the effect, and a signed request's nonce by a row
 * that does the same. Who comes with the same key and other content is refused.
 */
package io.kassa.idempotency;
