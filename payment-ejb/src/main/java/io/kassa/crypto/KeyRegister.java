package io.kassa.crypto;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ties the keystore's bytes to the states that the database holds for them. A key that the database
 * has not seen yet is registered as verify-only; where a purpose has no active key at all, which is
 * so on the very first start, its newest becomes active.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class KeyRegister {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @Inject
  @ConfigProperty(name = "kassa.keystore.path")
  private String path;

  @Inject
  @ConfigProperty(name = "kassa.keystore.password")
  private String password;

  private volatile KeyRing ring;

  /** The keys as last loaded. */
  public KeyRing ring() {
    KeyRing loaded = ring;
    if (loaded == null) {
      throw new IllegalStateException("keys are not loaded yet");
    }
    return loaded;
  }

  /** Whether keys are loaded. */
  public boolean isLoaded() {
    return ring != null;
  }

  /** Reads the keystore and the states of its keys. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void load() {
    KeyRing opened = KeyRing.open(Path.of(path), password.toCharArray());
    Map<KeyPurpose, Integer> active = new EnumMap<>(KeyPurpose.class);
    for (KeyPurpose purpose : KeyPurpose.values()) {
      register(opened, purpose);
      active.put(purpose, activate(purpose));
    }
    ring = opened.withActive(active);
  }

  private void register(KeyRing opened, KeyPurpose purpose) {
    for (int version : opened.versions(purpose)) {
      byte[] publicKey =
          purpose == KeyPurpose.CONFIRMATION
              ? new ConfirmationSigner(() -> opened).publicKey(version).x()
              : null;
      Sql.change(
          entities,
          """
          insert into crypto_keys (purpose, version, state, public_key, created_at)
          values (?1, ?2, 'VERIFY_ONLY', cast(?3 as bytea), now())
          on conflict (purpose, version) do nothing
          """,
          purpose.name(),
          version,
          publicKey);
    }
  }

  private int activate(KeyPurpose purpose) {
    Sql.change(
        entities,
        """
        update crypto_keys set state = 'ACTIVE', activated_at = now()
         where purpose = ?1
           and version = (select max(version) from crypto_keys where purpose = ?1 and state <> 'RETIRED')
           and not exists (select 1 from crypto_keys where purpose = ?1 and state = 'ACTIVE')
        """,
        purpose.name());
    Row active =
        Sql.row(
                entities,
                "select version from crypto_keys where purpose = ?1 and state = 'ACTIVE'",
                purpose.name())
            .orElseThrow(() -> new IllegalStateException("no active key for " + purpose));
    return Math.toIntExact(active.number(0));
  }
}
