/**
 * Keys and what is done with them: the MAC of payment keys, the signature of confirmations, the
 * encryption of personal data and of merchants' secrets at rest.
 *
 * <p>Decides that each purpose has keys of its own ({@link io.kassa.crypto.KeyPurpose}), that key
 * bytes live in one PKCS12 keystore and leave this package only as a keyed {@code Mac}, and that a
 * key is active because it was named, not because it was found: a version is first on all nodes,
 * verifying only, then active, then retired. Refuses short keys, unknown aliases and every spelling
 * but the canonical one. Does no input or output but reading the keystore once, and knows nothing
 * of Jakarta EE.
 */
package io.kassa.crypto;
