package io.kassa.access;

/**
 * Who would have signed a request, if its signature is right.
 *
 * @param key verifies the signatures of its credential
 * @param merchant the caller that a right signature proves, without a nonce
 */
public record Signer(SignatureKey key, Caller.Merchant merchant) {}
