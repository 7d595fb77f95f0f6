/**
 * What the same call twice means: the effect happens once and the second answer is the first one
 * again. Natural keys (order id, deposit id) decide by a unique constraint; who used the key with
 * other content is refused.
 */
package io.kassa.idempotency;
