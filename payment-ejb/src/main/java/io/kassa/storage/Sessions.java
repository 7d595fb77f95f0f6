package io.kassa.storage;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * The connections of all nodes as the database counts them: the one place that knows their use on
 * every application server alike.
 */
@Stateless
public class Sessions {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * Connections of the runtime role.
   *
   * @param active that run a statement, this one included
   * @param idle that wait in a pool
   * @param inTransaction that hold a transaction open between statements
   */
  public record Use(long active, long idle, long inTransaction) {}

  /** Looks. */
  public Use look() {
    Row row =
        Sql.row(
                entities,
                """
                select count(*) filter (where state = 'active'),
                       count(*) filter (where state = 'idle'),
                       count(*) filter (where state like 'idle in transaction%')
                  from pg_stat_activity
                 where datname = current_database() and usename = current_user
                """)
            .orElseThrow();
    return new Use(row.number(0), row.number(1), row.number(2));
  }
}
