package io.kassa.audit.control;

import io.kassa.audit.entity.AuditEntry;
import io.kassa.audit.entity.ChainHead;
import io.kassa.audit.entity.ChainLink;
import io.kassa.storage.Bytes;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The chain's table. The order of the chain is the order of sealing, not that of the entries'
 * times: an entry carries the time at which its transaction began, so one that commits late is
 * sealed behind entries that are younger.
 *
 * <p>What is sealed next are entries without a link, oldest first, from {@value #LOOK_BACK_MINUTES}
 * minutes before the last sealed entry on. That misses nothing: whatever the last batch did not see
 * began at most one transaction's length before that batch, so after the last sealed entry's time
 * minus that length, and whatever it saw but had no room for is not older than its last entry. A
 * transaction of the runtime role is ended after 30 s; the rest of the span is for clocks of
 * database servers that take over from each other. It holds however long nobody sealed, since it
 * does not count from now. An entry without link that is older was never written by Kassa.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AuditChain {
  /** How many entries one transaction seals. */
  static final int BATCH = 500;

  /** How far before the last sealed entry an unsealed one may lie. */
  static final int LOOK_BACK_MINUTES = 10;

  private static final String COLUMNS =
      "e.id, e.at, e.actor_kind, e.actor, e.action, e.merchant_id, e.object_id, e.details";

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * The end of the chain.
   *
   * @param unsealedFrom no honest entry without link is older
   */
  public record End(ChainHead head, Instant unsealedFrom) {}

  /** An entry's place in time, and whether it has a link. */
  public record Seen(Instant at, UUID id, boolean chained) {}

  private record NewLink(ChainHead place, AuditEntry entry) {}

  /**
   * Seals one batch, unless another node is about it.
   *
   * @return the new end of the chain with how many were sealed; null if none
   */
  public Batch seal() {
    boolean mine =
        Sql.row(entities, "select pg_try_advisory_xact_lock(hashtext('kassa.audit.chain'))")
            .orElseThrow()
            .flag(0);
    if (!mine) {
      return null;
    }
    End end = end();
    ChainHead head = end.head();
    List<NewLink> batch = new ArrayList<>();
    for (AuditEntry entry : unsealed(end.unsealedFrom())) {
      head = ChainHash.next(head, entry);
      batch.add(new NewLink(head, entry));
    }
    if (batch.isEmpty()) {
      return null;
    }
    append(batch);
    return new Batch(head, batch.size());
  }

  /** What one transaction sealed, not nothing, and the chain's end after it. */
  public record Batch(ChainHead head, int size) {}

  /** The end of the chain as of now. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public End end() {
    return Sql.row(
            entities,
            "select sequence, hash, entry_at from audit_chain order by sequence desc limit 1")
        .map(row -> new End(place(row), row.time(2).minus(Duration.ofMinutes(LOOK_BACK_MINUTES))))
        .orElse(new End(ChainHead.EMPTY, Instant.EPOCH));
  }

  /** Links behind a number, at most {@code limit}, up to {@code last}, in order. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public List<ChainLink> links(long after, long last, int limit) {
    return Sql.rows(
            entities,
            "select c.sequence, c.hash, c.entry_id, "
                + COLUMNS
                + """
                 from audit_chain c
                 left join audit_entries e on e.id = c.entry_id and e.at = c.entry_at
                where c.sequence > ?1 and c.sequence <= ?2
                order by c.sequence limit ?3
                """,
            after,
            last,
            limit)
        .stream()
        .map(row -> new ChainLink(place(row), row.uuid(2), row.isNull(3) ? null : entry(row, 3)))
        .toList();
  }

  /** Entries behind a place in time, at most {@code limit}, oldest first. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public List<Seen> seen(Instant afterTime, UUID afterId, int limit) {
    return Sql.rows(
            entities,
            """
            select e.at, e.id,
                   (select c.sequence from audit_chain c
                     where c.entry_id = e.id and c.entry_at = e.at) is not null
              from audit_entries e
             where e.at >= ?1 and (e.at, e.id) > (?1, cast(?2 as uuid))
             order by e.at, e.id limit ?3
            """,
            afterTime,
            afterId,
            limit)
        .stream()
        .map(row -> new Seen(row.time(0), row.uuid(1), row.flag(2)))
        .toList();
  }

  /** Entries before a place in time, at most {@code limit}, newest first. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public List<AuditEntry> entries(Instant beforeTime, UUID beforeId, int limit) {
    return Sql.rows(
            entities,
            "select "
                + COLUMNS
                + """
                 from audit_entries e
                where e.at <= ?1 and (e.at, e.id) < (?1, cast(?2 as uuid))
                order by e.at desc, e.id desc limit ?3
                """,
            beforeTime,
            beforeId,
            limit)
        .stream()
        .map(row -> entry(row, 0))
        .toList();
  }

  private List<AuditEntry> unsealed(Instant from) {
    return Sql.rows(
            entities,
            "select "
                + COLUMNS
                + """
                 from audit_entries e
                where e.at >= ?1
                  and not exists (select 1 from audit_chain c where c.entry_id = e.id)
                order by e.at, e.id limit ?2
                """,
            from,
            BATCH)
        .stream()
        .map(row -> entry(row, 0))
        .toList();
  }

  private void append(List<NewLink> batch) {
    Sql.change(
        entities,
        """
        insert into audit_chain (sequence, entry_id, entry_at, hash, sealed_at)
        select n.sequence, n.entry_id, n.entry_at, decode(n.hash, 'hex'), clock_timestamp()
          from unnest(cast(string_to_array(?1, ',') as bigint[]),
                      cast(string_to_array(?2, ',') as uuid[]),
                      cast(string_to_array(?3, ',') as timestamptz[]),
                      string_to_array(?4, ',')) as n (sequence, entry_id, entry_at, hash)
        """,
        joined(batch, link -> link.place().sequence()),
        joined(batch, link -> link.entry().id()),
        joined(batch, link -> link.entry().at()),
        joined(batch, link -> link.place().hex()));
  }

  private static String joined(List<NewLink> batch, Function<NewLink, Object> part) {
    return batch.stream().map(part).map(Object::toString).collect(Collectors.joining(","));
  }

  private static ChainHead place(Row row) {
    return new ChainHead(row.number(0), Bytes.of(row.bytes(1)));
  }

  private static AuditEntry entry(Row row, int from) {
    return new AuditEntry(
        row.uuid(from),
        row.time(from + 1),
        row.text(from + 2),
        row.text(from + 3),
        row.text(from + 4),
        row.uuid(from + 5),
        row.text(from + 6),
        row.text(from + 7));
  }
}
