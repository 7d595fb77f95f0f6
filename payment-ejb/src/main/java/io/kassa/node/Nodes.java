package io.kassa.node;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/**
 * The table of nodes; the only writer. Each call is a transaction of its own: who counts after its
 * own heartbeat has been committed cannot miss a node that counts likewise.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Nodes {
  /** Without a heartbeat for so long a node and its broker count as gone: others take its work. */
  public static final int GONE_SECONDS = 8;

  private static final int LIVE_SECONDS = 15;
  private static final int KEPT_SECONDS = 300;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** Writes a node's heartbeat, by the database's clock, and removes rows of nodes long gone. */
  public void beat(UUID id) {
    Sql.change(
        entities,
        """
        insert into nodes (id, heartbeat_at) values (?1, clock_timestamp())
        on conflict (id) do update set heartbeat_at = excluded.heartbeat_at
        """,
        id);
    Sql.change(
        entities,
        """
        delete from nodes where id in (
          select id from nodes where heartbeat_at < now() - ?1 * interval '1 second'
             for update skip locked)
        """,
        KEPT_SECONDS);
  }

  /** How many nodes are live: their heartbeat is younger than {@value #LIVE_SECONDS} s. */
  public int live() {
    return Math.toIntExact(
        Sql.row(
                entities,
                """
                select count(*) from nodes
                 where heartbeat_at > now() - ?1 * interval '1 second'
                """,
                LIVE_SECONDS)
            .orElseThrow()
            .number(0));
  }

  /** Forgets a node that stops in order, so that the others need not wait for its heartbeat. */
  public void remove(UUID id) {
    Sql.change(entities, "delete from nodes where id = ?1", id);
  }
}
