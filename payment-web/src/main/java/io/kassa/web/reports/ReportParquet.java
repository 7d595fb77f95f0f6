package io.kassa.web.reports;

import io.kassa.web.reports.ReportColumns.Column;
import io.kassa.web.reports.ReportColumns.Kind;
import io.kassa.web.reports.ReportJson.ReportRowJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A report as a file of <a href="https://parquet.apache.org/docs/file-format/">Apache Parquet</a>:
 * one row group, a data page per column, plain values, not compressed. Every column may be null.
 */
final class ReportParquet {
  private static final String MAGIC = "PAR1";
  private static final String ROOT = "report";

  /** The numbers that parquet.thrift gives to types, encodings and the like. */
  private static final int VERSION = 1;

  private static final int OPTIONAL = 1;
  private static final int BOOLEAN = 0;
  private static final int INT64 = 2;
  private static final int BYTE_ARRAY = 6;
  private static final int CONVERTED_UTF8 = 0;
  private static final int CONVERTED_MICROS = 10;
  private static final int LOGICAL_STRING = 1;
  private static final int LOGICAL_TIMESTAMP = 8;
  private static final int UNIT_MICROS = 2;
  private static final int DATA_PAGE = 0;
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int UNCOMPRESSED = 0;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<ReportRowJson> rows;

  private ReportParquet(List<ReportRowJson> rows) {
    this.rows = rows;
  }

  static byte[] of(List<ReportRowJson> rows) {
    return new ReportParquet(rows).write();
  }

  private byte[] write() {
    file.writeBytes(MAGIC.getBytes(StandardCharsets.US_ASCII));
    List<Consumer<ThriftCompact>> groups = rows.isEmpty() ? List.of() : List.of(group());
    byte[] footer =
        ThriftCompact.struct(
            about ->
                about
                    .i32(1, VERSION)
                    .structs(2, schema())
                    .i64(3, rows.size())
                    .structs(4, groups)
                    .text(6, "kassa"));
    file.writeBytes(footer);
    file.writeBytes(little(Integer.BYTES).putInt(footer.length).array());
    file.writeBytes(MAGIC.getBytes(StandardCharsets.US_ASCII));
    return file.toByteArray();
  }

  private static List<Consumer<ThriftCompact>> schema() {
    List<Consumer<ThriftCompact>> elements = new ArrayList<>();
    elements.add(root -> root.text(4, ROOT).i32(5, ReportColumns.ALL.size()));
    for (Column column : ReportColumns.ALL) {
      elements.add(
          leaf -> {
            leaf.i32(1, type(column.kind())).i32(3, OPTIONAL).text(4, column.name());
            if (column.kind() == Kind.TEXT) {
              leaf.i32(6, CONVERTED_UTF8)
                  .struct(10, logical -> logical.struct(LOGICAL_STRING, nothing -> {}));
            } else if (column.kind() == Kind.TIME) {
              leaf.i32(6, CONVERTED_MICROS)
                  .struct(10, logical -> logical.struct(LOGICAL_TIMESTAMP, ReportParquet::utc));
            }
          });
    }
    return elements;
  }

  /** Microseconds of UTC. */
  private static void utc(ThriftCompact timestamp) {
    timestamp.yes(1).struct(2, unit -> unit.struct(UNIT_MICROS, nothing -> {}));
  }

  private static int type(Kind kind) {
    return switch (kind) {
      case FLAG -> BOOLEAN;
      case TEXT -> BYTE_ARRAY;
      case TIME, NUMBER -> INT64;
    };
  }

  /** Writes the columns and tells where they are. */
  private Consumer<ThriftCompact> group() {
    List<Consumer<ThriftCompact>> chunks = new ArrayList<>();
    long begin = file.size();
    for (Column column : ReportColumns.ALL) {
      int at = file.size();
      page(column);
      int size = file.size() - at;
      chunks.add(
          chunk ->
              chunk
                  .i64(2, at)
                  .struct(
                      3,
                      about ->
                          about
                              .i32(1, type(column.kind()))
                              .i32s(2, PLAIN, RLE)
                              .texts(3, column.name())
                              .i32(4, UNCOMPRESSED)
                              .i64(5, rows.size())
                              .i64(6, size)
                              .i64(7, size)
                              .i64(9, at)));
    }
    long bytes = file.size() - begin;
    return group -> group.structs(1, chunks).i64(2, bytes).i64(3, rows.size());
  }

  private void page(Column column) {
    List<Object> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(column.value().apply(row)));
    byte[] levels = levels(values);
    byte[] plain = plain(column.kind(), values);
    int size = Integer.BYTES + levels.length + plain.length;
    file.writeBytes(
        ThriftCompact.struct(
            page ->
                page.i32(1, DATA_PAGE)
                    .i32(2, size)
                    .i32(3, size)
                    .struct(
                        5,
                        data -> data.i32(1, values.size()).i32(2, PLAIN).i32(3, RLE).i32(4, RLE))));
    file.writeBytes(little(Integer.BYTES).putInt(levels.length).array());
    file.writeBytes(levels);
    file.writeBytes(plain);
  }

  /** Which values are there: runs of 1 and 0. */
  private static byte[] levels(List<Object> values) {
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    int begin = 0;
    while (begin < values.size()) {
      boolean there = values.get(begin) != null;
      int end = begin + 1;
      while (end < values.size() && (values.get(end) != null) == there) {
        end++;
      }
      ThriftCompact.varint(runs, (end - begin) * 2L);
      runs.write(there ? 1 : 0);
      begin = end;
    }
    return runs.toByteArray();
  }

  private static byte[] plain(Kind kind, List<Object> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Object> there = values.stream().filter(value -> value != null).toList();
    if (kind == Kind.FLAG) {
      out.writeBytes(bits(there));
    } else {
      there.forEach(value -> plain(kind, value, out));
    }
    return out.toByteArray();
  }

  private static void plain(Kind kind, Object value, ByteArrayOutputStream out) {
    if (kind == Kind.TEXT) {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      out.writeBytes(little(Integer.BYTES).putInt(text.length).array());
      out.writeBytes(text);
    } else {
      long number =
          value instanceof Instant at
              ? ChronoUnit.MICROS.between(Instant.EPOCH, at)
              : ((Number) value).longValue();
      out.writeBytes(little(Long.BYTES).putLong(number).array());
    }
  }

  /** One bit each, the lowest of a byte first. */
  private static byte[] bits(List<Object> flags) {
    byte[] bits = new byte[(flags.size() + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < flags.size(); i++) {
      if ((Boolean) flags.get(i)) {
        bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
      }
    }
    return bits;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
