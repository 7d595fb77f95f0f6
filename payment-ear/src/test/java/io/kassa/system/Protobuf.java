package io.kassa.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A message of Protocol Buffers by the numbers of its fields; as much of the encoding as traces
 * need.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;
  private static final int TYPE_BITS = 3;
  private static final int VARINT_BITS = 7;

  private record Field(int number, long value, ByteBuffer bytes) {}

  private final List<Field> fields = new ArrayList<>();

  /** Reads a whole message. */
  static Protobuf of(byte[] message) {
    Protobuf read = new Protobuf();
    ByteBuffer rest = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (rest.hasRemaining()) {
      long key = varint(rest);
      read.fields.add(field((int) (key >>> TYPE_BITS), (int) (key & 7), rest));
    }
    return read;
  }

  private static Field field(int number, int type, ByteBuffer rest) {
    return switch (type) {
      case VARINT -> new Field(number, varint(rest), null);
      case FIXED_64 -> new Field(number, rest.getLong(), null);
      case FIXED_32 -> new Field(number, rest.getInt(), null);
      case LENGTH -> {
        byte[] bytes = new byte[Math.toIntExact(varint(rest))];
        rest.get(bytes);
        yield new Field(number, 0, ByteBuffer.wrap(bytes));
      }
      default -> throw new IllegalArgumentException("wire type " + type);
    };
  }

  private static long varint(ByteBuffer rest) {
    long value = 0;
    int shift = 0;
    byte read;
    do {
      read = rest.get();
      value |= (long) (read & 0x7f) << shift;
      shift += VARINT_BITS;
    } while (read < 0);
    return value;
  }

  /** The messages in a repeated field. */
  List<Protobuf> messages(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .map(field -> of(field.bytes().array()))
        .toList();
  }

  String text(int number) {
    return bytes(number).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  String hex(int number) {
    return bytes(number).map(HexFormat.of()::formatHex).orElse("");
  }

  long number(int number) {
    return first(number).map(Field::value).orElse(0L);
  }

  boolean has(int number) {
    return first(number).isPresent();
  }

  private Optional<byte[]> bytes(int number) {
    return first(number).map(field -> field.bytes().array());
  }

  private Optional<Field> first(int number) {
    return fields.stream().filter(field -> field.number() == number).findFirst();
  }
}
