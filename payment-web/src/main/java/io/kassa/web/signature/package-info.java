/**
 * HTTP message signatures (RFC 9421) and content digests (RFC 9530): whether a request is what the
 * holder of a credential signed. {@link io.kassa.web.signature.Signatures} reads the headers, the
 * door looks up the credential that they name, and the same class judges the request with its key.
 *
 * <p>A signature proves only what it covers, so a policy says what it must cover: the method, the
 * whole target, the body by its digest, an idempotency key if one is sent, and when it was made.
 * The algorithm is the credential's; what the message says about it may only agree. The headers are
 * Structured Fields (RFC 9651), of which only the subset that RFC 9421 needs is read, and only in
 * its canonical spelling: what was signed is then a part of the header, to the byte.
 *
 * <p>Whether a nonce was seen before is not decided here: that takes a memory that all nodes share.
 */
package io.kassa.web.signature;
