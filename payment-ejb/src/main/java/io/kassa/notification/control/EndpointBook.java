package io.kassa.notification.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.event.entity.EventType;
import io.kassa.notification.entity.Endpoint;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.UUID;

/** The sole reader and writer of endpoints; of their health, {@link DeliveryBook} is. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class EndpointBook {
  private static final String SELECT =
      """
      select e.merchant_id, e.id, e.url, e.event_types, e.enabled, e.disabled_reason,
             m.mode = 'TEST', e.failures, e.failing_since,
             case when e.previous_until > now() then e.previous_until end, e.version,
             e.created_at, e.changed_at
        from webhook_endpoints e join merchants m on m.id = e.merchant_id
       where e.deleted_at is null
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @Inject private WebhookSecrets secrets;

  /** A merchant's endpoints, oldest first. */
  public List<Endpoint> of(UUID merchantId) {
    return read(" and e.merchant_id = ?1 order by e.id", merchantId);
  }

  /** One of a merchant's endpoints. */
  public Optional<Endpoint> find(UUID merchantId, UUID id) {
    return read(" and e.merchant_id = ?1 and e.id = ?2", merchantId, id).stream().findFirst();
  }

  /** One of a merchant's endpoints, which nobody else changes until the transaction ends. */
  public Optional<Endpoint> lock(UUID merchantId, UUID id) {
    return read(" and e.merchant_id = ?1 and e.id = ?2 for update of e", merchantId, id).stream()
        .findFirst();
  }

  /** Writes a new one, enabled. */
  public void insert(UUID merchantId, UUID id, String url, List<String> types, byte[] secret) {
    Sql.change(
        entities,
        """
        insert into webhook_endpoints
          (merchant_id, id, url, event_types, sealed_secret, enabled, version, created_at,
           changed_at)
        values (?1, ?2, ?3, ?4, ?5, true, 1, now(), now())
        """,
        merchantId,
        id,
        url,
        String.join(" ", types),
        secrets.seal(secret, id));
  }

  /** Writes what an endpoint is from now on. One that is enabled again starts healthy. */
  public void update(UUID merchantId, UUID id, String url, List<String> types, boolean enabled) {
    Sql.change(
        entities,
        """
        update webhook_endpoints
           set url = ?3, event_types = ?4, enabled = ?5,
               disabled_reason = case when ?5 then null else coalesce(disabled_reason, 'operator')
                                 end,
               failures = case when ?5 and not enabled then 0 else failures end,
               failing_since = case when ?5 and not enabled then null else failing_since end,
               resume_at = case when ?5 then null else resume_at end,
               version = version + 1, changed_at = now()
         where merchant_id = ?1 and id = ?2
        """,
        merchantId,
        id,
        url,
        String.join(" ", types),
        enabled);
  }

  /** Puts a new secret in place; the one before signs beside it for so long. */
  public void rotate(UUID merchantId, UUID id, byte[] secret, int overlapSeconds) {
    byte[] sealed =
        Sql.row(
                entities,
                "select sealed_secret from webhook_endpoints where merchant_id = ?1 and id = ?2",
                merchantId,
                id)
            .orElseThrow()
            .bytes(0);
    Sql.change(
        entities,
        """
        update webhook_endpoints
           set sealed_secret = ?3, sealed_previous_secret = ?4,
               previous_until = now() + ?5 * interval '1 second', version = version + 1,
               changed_at = now()
         where merchant_id = ?1 and id = ?2
        """,
        merchantId,
        id,
        secrets.seal(secret, id),
        secrets.moved(sealed, id),
        overlapSeconds);
  }

  /** Ends an endpoint for good; its secrets go at once. */
  public void delete(UUID merchantId, UUID id) {
    Sql.change(
        entities,
        """
        update webhook_endpoints
           set deleted_at = now(), enabled = false, sealed_secret = null,
               sealed_previous_secret = null, previous_until = null, changed_at = now()
         where merchant_id = ?1 and id = ?2
        """,
        merchantId,
        id);
  }

  /** Forgets secrets whose overlap is over; how many. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int forgetPreviousSecrets() {
    return Sql.change(
        entities,
        """
        update webhook_endpoints set sealed_previous_secret = null, previous_until = null
         where previous_until <= now()
        """);
  }

  /**
   * Disables endpoints that failed for so many days, with an event each; those that it disabled.
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public List<Endpoint> disableFailing(int days) {
    List<Endpoint> failing =
        read(
            """
             and e.enabled and e.failing_since < now() - ?1 * interval '1 day'
             order by e.id limit 100 for update of e skip locked
            """,
            days);
    for (Endpoint endpoint : failing) {
      Sql.change(
          entities,
          """
          update webhook_endpoints
             set enabled = false, disabled_reason = 'failing', version = version + 1,
                 changed_at = now()
           where merchant_id = ?1 and id = ?2
          """,
          endpoint.merchantId(),
          endpoint.id());
      Sql.change(
          entities,
          """
          insert into events (merchant_id, id, object_id, type, created_at)
          values (?1, ?2, ?3, ?4, now())
          """,
          endpoint.merchantId(),
          UuidCreator.getTimeOrderedEpoch(),
          endpoint.id(),
          EventType.ENDPOINT_DISABLED);
    }
    return failing;
  }

  private List<Endpoint> read(String condition, Object... parameters) {
    return Sql.rows(entities, SELECT + condition, parameters).stream()
        .map(EndpointBook::endpoint)
        .toList();
  }

  private static Endpoint endpoint(Row row) {
    return new Endpoint(
        row.uuid(0),
        row.uuid(1),
        row.text(2),
        words(row.text(3)),
        row.flag(4),
        row.text(5),
        row.flag(6),
        Math.toIntExact(row.number(7)),
        row.time(8),
        row.time(9),
        row.number(10),
        row.time(11),
        row.time(12));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(text);
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    return words;
  }
}
