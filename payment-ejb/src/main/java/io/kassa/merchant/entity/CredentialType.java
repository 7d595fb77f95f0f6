package io.kassa.merchant.entity;

/** How a credential proves its owner. */
public enum CredentialType {
  /** 256 random bits sent with Basic; the hash is stored. */
  SECRET,
  /** A shared key for signed requests; stored encrypted. */
  HMAC,
  /** The merchant's public key for signed requests. */
  ED25519
}
