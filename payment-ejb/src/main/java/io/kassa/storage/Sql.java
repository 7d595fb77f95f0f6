package io.kassa.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Native statements on the entity manager's own connection, positional parameters {@code ?1},
 * {@code ?2} … counted from 1.
 *
 * <p>The first statement of a transaction is a native query: the persistence provider takes the
 * transaction's connection no sooner. Those after it run on that connection, once the changes of
 * entities are written, since the provider reads the text of a native query anew at each call.
 *
 * <p>A null parameter reaches PostgreSQL untyped as a string: the statement casts it ({@code
 * cast(?3 as uuid)}).
 */
public final class Sql {
  /** Statements are constants of the code or few variants of one, so they are never forgotten. */
  private static final Map<String, Positions> KNOWN = new ConcurrentHashMap<>();

  private Sql() {}

  /** Runs a statement that returns rows: a SELECT, or a change with RETURNING. */
  public static List<Row> rows(EntityManager entities, String statement, Object... parameters) {
    Connection connection = connection(entities);
    if (connection == null) {
      return found(query(entities, statement, parameters).getResultList());
    }
    try (PreparedStatement prepared = prepared(connection, statement, parameters);
        ResultSet found = prepared.executeQuery()) {
      int columns = found.getMetaData().getColumnCount();
      List<Row> rows = new ArrayList<>();
      while (found.next()) {
        Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
          values[i] = found.getObject(i + 1);
        }
        rows.add(new Row(values));
      }
      return rows;
    } catch (SQLException failure) {
      throw new PersistenceException(failure);
    }
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
    Connection connection = connection(entities);
    if (connection == null) {
      return query(entities, statement, parameters).executeUpdate();
    }
    try (PreparedStatement prepared = prepared(connection, statement, parameters)) {
      return prepared.executeUpdate();
    } catch (SQLException failure) {
      throw new PersistenceException(failure);
    }
  }

  /** The transaction's connection, all changes of entities written; null if there is none yet. */
  private static Connection connection(EntityManager entities) {
    Connection connection = entities.unwrap(Connection.class);
    if (connection != null) {
      entities.flush();
    }
    return connection;
  }

  private static PreparedStatement prepared(
      Connection connection, String statement, Object... parameters) throws SQLException {
    Positions positions = KNOWN.computeIfAbsent(statement, Positions::of);
    PreparedStatement prepared = connection.prepareStatement(positions.statement());
    int place = 1;
    for (int parameter : positions.order()) {
      Object value = parameters[parameter - 1];
      if (value == null) {
        prepared.setNull(place, Types.VARCHAR);
      } else {
        prepared.setObject(place, value instanceof Instant at ? Timestamp.from(at) : value);
      }
      place++;
    }
    return prepared;
  }

  private static List<Row> found(List<?> results) {
    List<Row> rows = new ArrayList<>(results.size());
    for (Object result : results) {
      rows.add(new Row(result instanceof Object[] columns ? columns : new Object[] {result}));
    }
    return rows;
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
