package io.kassa.payment.control;

import io.kassa.payment.entity.PaymentState;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** How far some payments are, in one look. */
@Stateless
public class PaymentProgress {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** A payment and its merchant. */
  public record Key(UUID merchantId, UUID paymentId) {}

  /** How far a payment is. */
  public enum Progress {
    /** A channel is being asked, and nothing is known yet. */
    ASKING,
    /** Not final; the channel has answered something, or none is asked. */
    ANSWERED,
    /** Final. */
    ENDED
  }

  /**
   * What a look showed of a payment.
   *
   * @param status null if it was not found
   * @param sequence how many events it has
   */
  public record Seen(Progress progress, PaymentState status, int sequence) {}

  /** How far those are that can be found. */
  public Map<UUID, Seen> among(Collection<Key> payments) {
    String merchantIds =
        payments.stream().map(key -> key.merchantId().toString()).collect(Collectors.joining(","));
    String paymentIds =
        payments.stream().map(key -> key.paymentId().toString()).collect(Collectors.joining(","));
    Map<UUID, Seen> seen = new HashMap<>();
    Sql.rows(
            entities,
            """
            select p.id,
                   case when p.status in ('SUCCEEDED', 'CANCELED', 'EXPIRED') then 'ENDED'
                        when p.status = 'PROCESSING'
                             and exists (select 1 from attempts a
                                          where a.merchant_id = p.merchant_id
                                            and a.payment_id = p.id and a.status = 'PENDING'
                                            and a.next_action is null) then 'ASKING'
                        else 'ANSWERED' end,
                   p.status, p.event_sequence
              from unnest(cast(string_to_array(?1, ',') as uuid[]),
                          cast(string_to_array(?2, ',') as uuid[])) as w (merchant_id, id)
              join payments p on p.merchant_id = w.merchant_id and p.id = w.id
            """,
            merchantIds,
            paymentIds)
        .forEach(
            row ->
                seen.put(
                    row.uuid(0),
                    new Seen(
                        Progress.valueOf(row.text(1)),
                        PaymentState.valueOf(row.text(2)),
                        Math.toIntExact(row.number(3)))));
    return seen;
  }
}
