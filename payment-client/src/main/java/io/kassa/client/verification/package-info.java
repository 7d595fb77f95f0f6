/**
 * Proofs that need no call: a confirmation by the server's public keys, a webhook by the endpoint's
 * secret. What does not verify is refused with {@link
 * io.kassa.client.failure.VerificationException}; nothing of it is returned.
 */
package io.kassa.client.verification;
