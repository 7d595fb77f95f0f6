/**
 * Keys and what is done with them: the MAC of payment keys, the signature of confirmations, the
 * encryption of personal data and of merchants' secrets at rest.
 *
 * <p>Decides that each purpose has keys of its own ({@link io.kassa.crypto.KeyPurpose}), that key
 * bytes live in one PKCS12 keystore and leave this package only as a keyed {@code Mac}, and that a
 * key is active because it was named, not because it was found: a version is first on all nodes,
 * verifying only, then active, then retired. {@link io.kassa.crypto.KeyWatch} takes a node through
 * these steps while it works, {@link io.kassa.crypto.Resealing} brings stored values to the active
 * key. Refuses short keys, unknown aliases, every spelling but the canonical one, and a keystore
 * that lost a key somebody may need. Keys, rings and envelopes know nothing of Jakarta EE.
 */
package io.kassa.crypto;
