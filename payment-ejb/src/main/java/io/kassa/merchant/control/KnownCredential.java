package io.kassa.merchant.control;

import io.kassa.access.AddressRange;
import io.kassa.access.IpAddress;
import io.kassa.access.Permission;
import io.kassa.access.SignatureKey;
import io.kassa.storage.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A credential as a node remembers it, for three seconds.
 *
 * @param secretHash null unless it is proven by a secret
 * @param key verifies its signatures; null if it is proven by a secret
 * @param allowedAddresses empty means from anywhere
 * @param validUntil {@link Instant#MAX} if it does not expire
 */
public record KnownCredential(
    String id,
    UUID merchantId,
    Bytes secretHash,
    SignatureKey key,
    Set<Permission> permissions,
    List<AddressRange> allowedAddresses,
    Instant validUntil) {

  boolean accepts(IpAddress address) {
    return Instant.now().isBefore(validUntil)
        && (allowedAddresses.isEmpty()
            || allowedAddresses.stream().anyMatch(range -> range.contains(address)));
  }
}
