package io.kassa.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * The ledger accounts of merchants. An account once opened never changes and is never deleted, so a
 * node remembers the ids it has seen and a payment costs no look-up.
 */
@ApplicationScoped
public class ChartOfAccounts {
  private static final int MOST_REMEMBERED = 10_000;

  private record Key(UUID merchantId, AccountCode code, String currency) {}

  private final Cache<Key, UUID> remembered =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  @EJB private AccountOpening opening;

  /**
   * The id of a merchant's own account, opened in a transaction of its own if it is not there yet.
   */
  public UUID account(UUID merchantId, AccountCode code, String currency) {
    Key key = new Key(merchantId, code, currency);
    UUID known = remembered.getIfPresent(key);
    if (known != null) {
      return known;
    }
    UUID opened = opening.open(merchantId, code, currency);
    remembered.put(key, opened);
    return opened;
  }
}
