package io.kassa.web.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.report.entity.ReportChannel;
import io.kassa.web.reports.ReportColumns.Column;
import io.kassa.web.reports.ReportJson.ReportRowJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DuckDB, which has a reader of its own, reads what was written. */
class ReportParquetTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final Instant BEGIN = Instant.parse("2026-11-23T09:00:00.123456Z");

  private static final List<ReportChannel> CHANNELS =
      List.copyOf(EnumSet.allOf(ReportChannel.class));

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 20_000})
  void anotherReaderFindsEveryValue(int count) throws Exception {
    Random random = new Random(SEED + count);
    List<ReportRowJson> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(random, i));
    }
    List<List<Object>> expected = rows.stream().map(ReportParquetTest::values).toList();
    assertThat(read(rows, "select * from '%s'")).as("seed %d", SEED).isEqualTo(expected);
  }

  @Test
  void columnsHaveTheirNamesAndTypes() throws Exception {
    List<List<Object>> columns =
        read(List.of(), "select column_name, column_type from (describe select * from '%s')");
    assertThat(columns).hasSameSizeAs(ReportColumns.ALL);
    for (int i = 0; i < columns.size(); i++) {
      Column column = ReportColumns.ALL.get(i);
      String type =
          switch (column.kind()) {
            case TIME -> "TIMESTAMP WITH TIME ZONE";
            case TEXT -> "VARCHAR";
            case FLAG -> "BOOLEAN";
            case NUMBER -> "BIGINT";
          };
      assertThat(columns.get(i)).containsExactly(column.name(), type);
    }
  }

  /** Some values are missing in runs of any length, and numbers are as long as can be. */
  private static ReportRowJson row(Random random, int number) {
    boolean bare = number % 97 < random.nextInt(97);
    return new ReportRowJson(
        BEGIN.plusSeconds(number * 3_600L),
        bare ? null : new UUID(random.nextLong(), random.nextLong()),
        random.nextBoolean() ? null : CHANNELS.get(random.nextInt(CHANNELS.size())),
        "CNY",
        random.nextBoolean(),
        random.nextLong(),
        Long.MAX_VALUE,
        -1,
        0,
        bare ? null : random.nextLong(1_000_001),
        random.nextLong(),
        number,
        1,
        Long.MIN_VALUE,
        bare ? null : 1L,
        bare ? null : random.nextLong(),
        null);
  }

  private static List<Object> values(ReportRowJson row) {
    Object[] values =
        ReportColumns.ALL.stream().map(column -> plain(column.value().apply(row))).toArray();
    return Arrays.asList(values);
  }

  /** A value as it is compared: times as moments, ids and codes as text. */
  private static Object plain(Object value) {
    return switch (value == null ? "" : value.getClass().getSimpleName()) {
      case "UUID", "ReportChannel" -> value.toString();
      case "OffsetDateTime" -> ((OffsetDateTime) value).toInstant();
      default -> value;
    };
  }

  private List<List<Object>> read(List<ReportRowJson> rows, String query) throws Exception {
    Path file = Files.write(directory.resolve("report.parquet"), ReportParquet.of(rows));
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query.formatted(file))) {
      return all(found);
    }
  }

  private static List<List<Object>> all(ResultSet found) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    while (found.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
        row.add(plain(found.getObject(i)));
      }
      rows.add(row);
    }
    return rows;
  }
}
