package io.kassa.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Native statements on the entity manager's own connection, positional parameters {@code ?1},
 * {@code ?2} … counted from 1.
 *
 * <p>A null parameter reaches PostgreSQL untyped as a string: the statement casts it ({@code
 * cast(?3 as uuid)}).
 */
public final class Sql {
  private Sql() {}

  /** Runs a statement that returns rows: a SELECT, or a change with RETURNING. */
  public static List<Row> rows(EntityManager entities, String statement, Object... parameters) {
    List<?> results = query(entities, statement, parameters).getResultList();
    List<Row> rows = new ArrayList<>(results.size());
    for (Object result : results) {
      rows.add(new Row(result instanceof Object[] columns ? columns : new Object[] {result}));
    }
    return rows;
  }

  /** The only row, or none. More than one is a bug. */
  public static Optional<Row> row(EntityManager entities, String statement, Object... parameters) {
    List<Row> rows = rows(entities, statement, parameters);
    if (rows.size() > 1) {
      throw new IllegalStateException(rows.size() + " rows where at most one is possible");
    }
    return rows.stream().findFirst();
  }

  /** Runs a change without RETURNING and tells how many rows it touched. */
  public static int change(EntityManager entities, String statement, Object... parameters) {
    return query(entities, statement, parameters).executeUpdate();
  }

  private static Query query(EntityManager entities, String statement, Object... parameters) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      query.setParameter(i + 1, value instanceof Instant at ? Timestamp.from(at) : value);
    }
    return query;
  }
}
