package io.kassa.merchant.control;

import io.kassa.access.AddressRange;
import io.kassa.access.Permission;
import io.kassa.merchant.entity.CredentialType;
import io.kassa.storage.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A credential as a node remembers it, for three seconds.
 *
 * @param material the hash of its secret, its HMAC key, or its public key
 * @param allowedAddresses empty means from anywhere
 * @param validUntil {@link Instant#MAX} if it does not expire
 */
public record KnownCredential(
    String id,
    UUID merchantId,
    CredentialType type,
    Bytes material,
    Set<Permission> permissions,
    List<AddressRange> allowedAddresses,
    Instant validUntil) {

  boolean accepts(String address) {
    return Instant.now().isBefore(validUntil)
        && (allowedAddresses.isEmpty()
            || allowedAddresses.stream().anyMatch(range -> range.contains(address)));
  }
}
