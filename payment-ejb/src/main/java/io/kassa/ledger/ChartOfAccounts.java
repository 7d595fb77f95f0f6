package io.kassa.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/**
 * The ledger accounts of merchants. An account once opened never changes and is never deleted, so a
 * node remembers the ids it has seen and a payment costs no look-up.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ChartOfAccounts {
  private static final int MOST_REMEMBERED = 10_000;

  private record Key(UUID merchantId, AccountCode code, String currency) {}

  private final Cache<Key, UUID> remembered =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** The remembered id of a merchant's account, or null where this node has not seen it yet. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public UUID remembered(UUID merchantId, AccountCode code, String currency) {
    return remembered.getIfPresent(new Key(merchantId, code, currency));
  }

  /**
   * The id of a merchant's own account, opened in a transaction of its own if it is not there yet.
   */
  public UUID account(UUID merchantId, AccountCode code, String currency) {
    UUID known = remembered(merchantId, code, currency);
    if (known != null) {
      return known;
    }
    Sql.change(
        entities,
        """
        insert into ledger_accounts (merchant_id, id, code, owner_id, currency, created_at)
        values (?1, ?2, ?3, ?1, ?4, now())
        on conflict (merchant_id, code, owner_id, currency) do nothing
        """,
        merchantId,
        UuidCreator.getTimeOrderedEpoch(),
        code.name(),
        currency);
    Row row =
        Sql.row(
                entities,
                """
                select id from ledger_accounts
                 where merchant_id = ?1 and code = ?2 and owner_id = ?1 and currency = ?3
                """,
                merchantId,
                code.name(),
                currency)
            .orElseThrow();
    remembered.put(new Key(merchantId, code, currency), row.uuid(0));
    return row.uuid(0);
  }
}
