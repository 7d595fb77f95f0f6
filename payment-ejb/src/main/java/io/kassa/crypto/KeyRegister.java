package io.kassa.crypto;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ties the keystore's bytes to the states that the database holds for them. A key that the database
 * has not seen yet is registered as verify-only; where a purpose has no active key at all, which is
 * so on the very first start, its lowest version becomes active.
 *
 * <p>States move one way only: verify-only, active, verify-only again when a <em>higher</em>
 * version follows, retired. A node that still reads yesterday's setting therefore cannot take a
 * rotation back.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class KeyRegister {
  /** A node that was not heard of for so long has ended; it told of itself every five seconds. */
  private static final int ALIVE_SECONDS = 30;

  private final KeySettings settings = KeySettings.ofServer();

  @Inject private Keys keys;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * Reads the keystore and the states of its keys.
   *
   * @throws IllegalStateException if the keystore cannot be read, or lacks a key that was used and
   *     is not retired
   */
  public void load() {
    KeyRing opened = KeyRing.open(settings.keystore(), settings.password());
    register(opened);
    for (KeyPurpose purpose : KeyPurpose.values()) {
      activateTheFirst(purpose);
    }
    Sql.change(entities, "delete from crypto_key_nodes where seen_at < now() - interval '1 day'");
    List<KeyState> states = announce(opened);
    String missing =
        states.stream()
            .filter(state -> state.isNeeded() && !opened.keys().contains(state.key()))
            .map(state -> state.key().toString())
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException("not in the keystore, and not retired: " + missing);
    }
    Map<KeyPurpose, Integer> active = active(states);
    for (KeyPurpose purpose : KeyPurpose.values()) {
      if (!active.containsKey(purpose)) {
        throw new IllegalStateException("no key " + purpose.aliasPrefix() + " in the keystore");
      }
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

  /** Notes keys that the database has not seen yet, as verify-only. */
  public void register(KeyRing opened) {
    Map<Integer, byte[]> publicKeys = new HashMap<>();
    new ConfirmationSigner(() -> opened)
        .publicKeys()
        .forEach(key -> publicKeys.put(key.version(), key.x()));
    for (KeyId key : opened.keys()) {
      Sql.change(
          entities,
          """
          insert into crypto_keys (purpose, version, state, public_key, created_at)
          values (?1, ?2, 'VERIFY_ONLY', cast(?3 as bytea), now())
          on conflict (purpose, version) do nothing
          """,
          key.purpose().name(),
          key.version(),
          key.purpose() == KeyPurpose.CONFIRMATION ? publicKeys.get(key.version()) : null);
    }
  }

  /** Tells the other nodes which keys this one works with, and reads the states of all keys. */
  public List<KeyState> announce(KeyRing held) {
    Sql.change(
        entities,
        """
        insert into crypto_key_nodes (node, aliases, seen_at)
        values (?1, string_to_array(?2, ','), now())
        on conflict (node) do update set aliases = excluded.aliases, seen_at = excluded.seen_at
        """,
        keys.node(),
        held.keys().stream().map(KeyId::toString).collect(Collectors.joining(",")));
    return Sql.rows(
            entities,
            """
            select purpose, version, state, activated_at is not null from crypto_keys
             order by purpose, version
            """)
        .stream()
        .map(
            row ->
                new KeyState(
                    new KeyId(KeyPurpose.valueOf(row.text(0)), Math.toIntExact(row.number(1))),
                    KeyState.Kind.valueOf(row.text(2)),
                    row.flag(3)))
        .sorted(Comparator.comparing(state -> state.key().purpose()))
        .toList();
  }

  /** The active version of each purpose. */
  static Map<KeyPurpose, Integer> active(List<KeyState> states) {
    Map<KeyPurpose, Integer> active = new EnumMap<>(KeyPurpose.class);
    states.stream()
        .filter(state -> state.kind() == KeyState.Kind.ACTIVE)
        .forEach(state -> active.put(state.key().purpose(), state.key().version()));
    return active;
  }

  /** How many nodes are alive and do not work with this key yet. */
  public long nodesWithout(KeyId key) {
    return Sql.row(
            entities,
            """
            select count(*) from crypto_key_nodes
             where seen_at > now() - make_interval(secs => ?1) and not ?2 = any(aliases)
            """,
            ALIVE_SECONDS,
            key.toString())
        .orElseThrow()
        .number(0);
  }

  /**
   * Makes a verify-only key active in the place of a lower version. Several nodes may try at once;
   * one of them does it.
   *
   * @return whether this call did it
   */
  public boolean activate(KeyId key) {
    int stepped =
        Sql.change(
            entities,
            """
            update crypto_keys set state = 'VERIFY_ONLY'
             where purpose = ?1 and state = 'ACTIVE' and version < ?2
               and exists (select 1 from crypto_keys
                            where purpose = ?1 and version = ?2 and state = 'VERIFY_ONLY')
            """,
            key.purpose().name(),
            key.version());
    if (stepped == 0) {
      return false;
    }
    int activated =
        Sql.change(
            entities,
            """
            update crypto_keys set state = 'ACTIVE', activated_at = now()
             where purpose = ?1 and version = ?2 and state = 'VERIFY_ONLY'
            """,
            key.purpose().name(),
            key.version());
    if (activated != 1) {
      throw new IllegalStateException(key + " was retired while it became active");
    }
    return true;
  }

  /**
   * Retires a verify-only key that a later version followed at least so long ago, and that no
   * sealed value names.
   *
   * @return whether this call did it
   */
  public boolean retire(KeyId key, Duration overlap) {
    return !isNamed(key)
        && Sql.change(
                entities,
                """
                update crypto_keys set state = 'RETIRED', retired_at = now()
                 where purpose = ?1 and version = ?2 and state = 'VERIFY_ONLY'
                   and exists (select 1 from crypto_keys
                                where purpose = ?1 and version > ?2
                                  and activated_at <= now() - make_interval(secs => ?3))
                """,
                key.purpose().name(),
                key.version(),
                overlap.toSeconds())
            == 1;
  }

  /**
   * Retires a key that is not active without waiting, since an operator says so. Where stored
   * values are sealed for good, that is refused for a key that was ever used.
   *
   * @return whether this call did it
   */
  public boolean retireNow(KeyId key) {
    return !isNamed(key)
        && Sql.change(
                entities,
                """
                update crypto_keys set state = 'RETIRED', retired_at = now()
                 where purpose = ?1 and version = ?2 and state = 'VERIFY_ONLY'
                   and (cast(?3 as boolean) or activated_at is null)
                """,
                key.purpose().name(),
                key.version(),
                key.purpose().overlap().isPresent())
            == 1;
  }

  private boolean isNamed(KeyId key) {
    for (SealedColumn column : SealedColumn.values()) {
      if (column.purpose() == key.purpose()
          && Sql.row(entities, column.names(), key.version()).orElseThrow().flag(0)) {
        return true;
      }
    }
    return false;
  }

  private void activateTheFirst(KeyPurpose purpose) {
    Sql.change(
        entities,
        """
        update crypto_keys set state = 'ACTIVE', activated_at = now()
         where purpose = ?1
           and version = (select min(version) from crypto_keys where purpose = ?1 and state <> 'RETIRED')
           and not exists (select 1 from crypto_keys where purpose = ?1 and state = 'ACTIVE')
        """,
        purpose.name());
  }
}
