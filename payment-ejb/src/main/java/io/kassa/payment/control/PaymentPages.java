package io.kassa.payment.control;

import io.kassa.payment.entity.Payment;
import io.kassa.payment.entity.PaymentSearch;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Pages of a merchant's payments by the primary key, newest first, and the one look at a payment by
 * its id alone. The ids are UUIDv7: a span of creation times is a span of ids, so no index on the
 * time is needed and no page walks the table.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PaymentPages {
  /** How far the clock that made an id may be from the database's, which made created_at. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

  private static final int TIME_SHIFT = 16;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  public List<Payment> page(UUID merchantId, PaymentSearch search) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    StringBuilder query =
        new StringBuilder("select p from Payment p where p.merchantId = :merchantId");
    parameters.put("merchantId", merchantId);
    if (search.before() != null) {
      query.append(" and p.id < :before");
      parameters.put("before", search.before());
    }
    if (search.orderId() != null) {
      query.append(" and p.orderId = :orderId");
      parameters.put("orderId", search.orderId());
    }
    if (search.status() != null) {
      query.append(" and p.status = :status");
      parameters.put("status", search.status());
    }
    if (search.createdFrom() != null) {
      query.append(" and p.createdAt >= :createdFrom and p.id >= :lowestId");
      parameters.put("createdFrom", search.createdFrom());
      parameters.put("lowestId", firstIdAt(search.createdFrom().minus(CLOCK_TOLERANCE)));
    }
    if (search.createdTo() != null) {
      query.append(" and p.createdAt < :createdTo and p.id < :highestId");
      parameters.put("createdTo", search.createdTo());
      parameters.put("highestId", firstIdAt(search.createdTo().plus(CLOCK_TOLERANCE)));
    }
    query.append(" order by p.id desc");
    TypedQuery<Payment> page = entities.createQuery(query.toString(), Payment.class);
    parameters.forEach(page::setParameter);
    return page.setMaxResults(search.limit()).getResultList();
  }

  /**
   * Where the phone of a payment goes afterwards; empty if it has nowhere to go, there is no such
   * payment, or the time to pay was over for so long.
   */
  public Optional<String> wayBack(UUID paymentId, Duration afterExpiry) {
    return Sql.row(
            entities,
            """
            select return_url from payments
             where id = ?1 and return_url is not null
               and expires_at > clock_timestamp() - ?2 * interval '1 second'
            """,
            paymentId,
            afterExpiry.toSeconds())
        .map(row -> row.text(0));
  }

  /** The lowest UUIDv7 of a millisecond (RFC 9562 section 5.7). */
  static UUID firstIdAt(Instant at) {
    long millis = Math.max(0, Math.min(at.toEpochMilli(), (1L << 48) - 1));
    return new UUID(millis << TIME_SHIFT | 0x7000, 0x8000000000000000L);
  }
}
