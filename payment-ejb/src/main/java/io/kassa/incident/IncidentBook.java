package io.kassa.incident;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The sole writer of incidents. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class IncidentBook {
  private static final Logger LOG = Logger.getLogger(IncidentBook.class.getName());
  private static final Instant END_OF_TIME = Instant.parse("2200-01-01T00:00:00Z");
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final String SELECT =
      """
      select merchant_id, id, kind, subject, payment_id, attempt_id, configuration_id, details,
             occurrences, created_at, last_at, closed_at, closed_by, note
        from incidents
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * What an incident is about; a null component is not known.
   *
   * @param subject at most 200 characters
   */
  public record About(
      UUID merchantId, String subject, UUID paymentId, UUID attemptId, UUID configurationId) {}

  /** Records a trouble in the caller's transaction; one that was closed opens again. */
  public void report(IncidentKind kind, About about, String details) {
    LOG.log(
        Level.WARNING,
        "incident {0} of {1}: {2}",
        new Object[] {kind.code(), about.subject(), details});
    Sql.change(
        entities,
        """
        insert into incidents as i
          (merchant_id, id, kind, subject, payment_id, attempt_id, configuration_id, details,
           created_at, last_at)
        values (?1, ?2, ?3, ?4, cast(?5 as uuid), cast(?6 as uuid), cast(?7 as uuid), ?8, now(),
                now())
        on conflict (merchant_id, kind, subject) do update
           set occurrences = i.occurrences + 1, last_at = now(), details = excluded.details,
               closed_at = null, closed_by = null
        """,
        about.merchantId(),
        UuidCreator.getTimeOrderedEpoch(),
        kind.code(),
        about.subject(),
        about.paymentId(),
        about.attemptId(),
        about.configurationId(),
        details);
  }

  /** Records a trouble in a transaction of its own. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void reportAlone(IncidentKind kind, About about, String details) {
    report(kind, about, details);
  }

  /** Closes an incident whose trouble is over by itself. */
  public void settle(UUID merchantId, IncidentKind kind, String subject, String note) {
    Sql.change(
        entities,
        """
        update incidents set closed_at = now(), closed_by = 'kassa', note = ?4
         where merchant_id = ?1 and kind = ?2 and subject = ?3 and closed_at is null
        """,
        merchantId,
        kind.code(),
        subject,
        note);
  }

  /** How many wait for a person. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public long countOpen() {
    return Sql.row(entities, "select count(*) from incidents where closed_at is null")
        .orElseThrow()
        .number(0);
  }

  /** A page of incidents, newest first. */
  public List<Incident> page(boolean open, Instant createdBefore, UUID before, int limit) {
    return Sql.rows(
            entities,
            SELECT
                + """
                 where %s and (created_at, id) < (?1, cast(?2 as uuid))
                 order by created_at desc, id desc limit ?3
                """
                    .formatted(open ? "closed_at is null" : "closed_at is not null"),
            createdBefore == null ? END_OF_TIME : createdBefore,
            before == null ? BEFORE_ALL : before,
            limit)
        .stream()
        .map(IncidentBook::incident)
        .toList();
  }

  /** Closes an open one; the incident as it is then. */
  public Optional<Incident> close(UUID id, String by, String note) {
    Sql.change(
        entities,
        """
        update incidents set closed_at = now(), closed_by = ?2, note = ?3
         where id = ?1 and closed_at is null
        """,
        id,
        by,
        note);
    return Sql.row(entities, SELECT + " where id = ?1", id).map(IncidentBook::incident);
  }

  private static Incident incident(Row row) {
    return new Incident(
        row.uuid(0),
        row.uuid(1),
        IncidentKind.of(row.text(2)),
        row.text(3),
        row.uuid(4),
        row.uuid(5),
        row.uuid(6),
        row.text(7),
        row.number(8),
        row.time(9),
        row.time(10),
        row.time(11),
        row.text(12),
        row.text(13));
  }
}
