package io.kassa.web.reports;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** What Parquet's headers are written in: the compact protocol of Apache Thrift. */
final class ThriftCompact {
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int TRUE = 1;
  private static final int SHORT_LIST = 15;

  private final ByteArrayOutputStream out;
  private int lastField;

  private ThriftCompact(ByteArrayOutputStream out) {
    this.out = out;
  }

  /** A struct; fields are written in the order of their numbers, at most 15 apart. */
  static byte[] struct(Consumer<ThriftCompact> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, fields);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, Consumer<ThriftCompact> fields) {
    fields.accept(new ThriftCompact(out));
    out.write(0);
  }

  ThriftCompact i32(int field, int value) {
    head(field, I32);
    varint(out, zigzag(value));
    return this;
  }

  ThriftCompact i64(int field, long value) {
    head(field, I64);
    varint(out, zigzag(value));
    return this;
  }

  ThriftCompact yes(int field) {
    head(field, TRUE);
    return this;
  }

  ThriftCompact text(int field, String value) {
    head(field, BINARY);
    text(value);
    return this;
  }

  ThriftCompact struct(int field, Consumer<ThriftCompact> fields) {
    head(field, STRUCT);
    write(out, fields);
    return this;
  }

  ThriftCompact structs(int field, List<Consumer<ThriftCompact>> values) {
    head(field, LIST);
    size(values.size(), STRUCT);
    values.forEach(value -> write(out, value));
    return this;
  }

  ThriftCompact i32s(int field, int... values) {
    head(field, LIST);
    size(values.length, I32);
    for (int value : values) {
      varint(out, zigzag(value));
    }
    return this;
  }

  ThriftCompact texts(int field, String value) {
    head(field, LIST);
    size(1, BINARY);
    text(value);
    return this;
  }

  private void head(int field, int type) {
    out.write((field - lastField) << 4 | type);
    lastField = field;
  }

  private void size(int count, int type) {
    if (count < SHORT_LIST) {
      out.write(count << 4 | type);
    } else {
      out.write(SHORT_LIST << 4 | type);
      varint(out, count);
    }
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  /** An unsigned number in groups of seven bits, the lowest first. */
  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
