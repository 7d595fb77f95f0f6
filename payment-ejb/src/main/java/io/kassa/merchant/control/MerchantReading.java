package io.kassa.merchant.control;

import io.kassa.access.AddressRange;
import io.kassa.access.Scope;
import io.kassa.access.SignatureKey;
import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.CredentialTerms;
import io.kassa.merchant.entity.Merchant;
import io.kassa.storage.Bytes;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what the directory and the check then remember. A session bean, since a plain bean that is
 * called by a filter has the filter's environment, in which there is no persistence unit.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class MerchantReading {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private CredentialMaker maker;
  @EJB private LimitBook limits;

  /** The merchant, if there is one. */
  public Optional<MerchantProfile> profile(UUID merchantId) {
    return Optional.ofNullable(entities.find(Merchant.class, merchantId))
        .map(merchant -> MerchantProfile.of(merchant, limits.of(merchantId)));
  }

  /** The credential, if there is one that was not revoked. */
  public Optional<KnownCredential> credential(String credentialId) {
    return Optional.ofNullable(entities.find(Credential.class, credentialId))
        .filter(stored -> stored.revokedAt() == null)
        .map(this::known);
  }

  private KnownCredential known(Credential stored) {
    CredentialTerms terms = stored.terms();
    return new KnownCredential(
        stored.id(),
        stored.merchantId(),
        Bytes.of(stored.secretHash()),
        key(stored),
        Scope.permissions(terms.scopes()),
        terms.allowedAddresses().stream()
            .flatMap(text -> AddressRange.parse(text).stream())
            .toList(),
        terms.expiresAt() == null ? Instant.MAX : terms.expiresAt());
  }

  private SignatureKey key(Credential stored) {
    return switch (stored.type()) {
      case SECRET -> null;
      case HMAC -> new SignatureKey.Hmac(maker.open(stored));
      case ED25519 -> new SignatureKey.Ed25519Key(stored.publicKey());
    };
  }
}
