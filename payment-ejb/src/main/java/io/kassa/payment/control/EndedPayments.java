package io.kassa.payment.control;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which of some payments are final, in one look. */
@Stateless
public class EndedPayments {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** A payment and its merchant. */
  public record Key(UUID merchantId, UUID paymentId) {}

  /** The ids of those that are final. */
  public Set<UUID> among(Collection<Key> payments) {
    String merchantIds =
        payments.stream().map(key -> key.merchantId().toString()).collect(Collectors.joining(","));
    String paymentIds =
        payments.stream().map(key -> key.paymentId().toString()).collect(Collectors.joining(","));
    Set<UUID> ended = new HashSet<>();
    Sql.rows(
            entities,
            """
            select p.id
              from unnest(cast(string_to_array(?1, ',') as uuid[]),
                          cast(string_to_array(?2, ',') as uuid[])) as w (merchant_id, id)
              join payments p on p.merchant_id = w.merchant_id and p.id = w.id
             where p.status in ('SUCCEEDED', 'CANCELED', 'EXPIRED')
            """,
            merchantIds,
            paymentIds)
        .forEach(row -> ended.add(row.uuid(0)));
    return ended;
  }
}
