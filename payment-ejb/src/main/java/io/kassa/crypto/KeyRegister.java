package io.kassa.crypto;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ties the keystore's bytes to the states that the database holds for them. A key that the database
 * has not seen yet is registered as verify-only; where a purpose has no active key at all, which is
 * so on the very first start, its lowest version becomes active.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class KeyRegister {
  @Inject private Keys keys;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @Inject
  @ConfigProperty(name = "kassa.keystore.path")
  private String path;

  @Inject
  @ConfigProperty(name = "kassa.keystore.password")
  private String password;

  /** Reads the keystore and the states of its keys. */
  public void load() {
    KeyRing opened = KeyRing.open(Path.of(path), password.toCharArray());
    Map<KeyPurpose, Integer> active = new EnumMap<>(KeyPurpose.class);
    for (KeyPurpose purpose : KeyPurpose.values()) {
      register(opened, purpose);
      active.put(purpose, activate(purpose));
    }
    keys.use(opened.withActive(active));
  }

  /** Every public key that ever signed, retired ones too, ascending by version. */
  public List<ConfirmationSigner.PublicKey> confirmationKeys() {
    return Sql.rows(
            entities,
            """
            select version, public_key from crypto_keys
             where purpose = 'CONFIRMATION' and public_key is not null order by version
            """)
        .stream()
        .map(row -> ConfirmationSigner.PublicKey.of(Math.toIntExact(row.number(0)), row.bytes(1)))
        .toList();
  }

  private void register(KeyRing opened, KeyPurpose purpose) {
    Map<Integer, byte[]> publicKeys = new HashMap<>();
    if (purpose == KeyPurpose.CONFIRMATION) {
      new ConfirmationSigner(() -> opened)
          .publicKeys()
          .forEach(key -> publicKeys.put(key.version(), key.x()));
    }
    for (int version : opened.versions(purpose)) {
      Sql.change(
          entities,
          """
          insert into crypto_keys (purpose, version, state, public_key, created_at)
          values (?1, ?2, 'VERIFY_ONLY', cast(?3 as bytea), now())
          on conflict (purpose, version) do nothing
          """,
          purpose.name(),
          version,
          publicKeys.get(version));
    }
  }

  private int activate(KeyPurpose purpose) {
    Sql.change(
        entities,
        """
        update crypto_keys set state = 'ACTIVE', activated_at = now()
         where purpose = ?1
           and version = (select min(version) from crypto_keys where purpose = ?1 and state <> 'RETIRED')
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
