package io.kassa.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;

/** What one connection speaks; two threads write it, one for each direction. */
final class Transcript {
  private static final int BOOLEAN = 16;
  private static final int BYTEA = 17;
  private static final int BIGINT = 20;
  private static final int INTEGER = 23;
  private static final int VARCHAR = 1043;
  private static final int UUID_TYPE = 2950;
  private static final int DOUBLE = 701;
  private static final int BINARY = 1;

  /** A statement that was prepared, and the types of its parameters; 0 is left to the database. */
  private record Prepared(String sql, List<Integer> types) {}

  private final Consumer<Exchange> ended;
  private final Map<String, Prepared> prepared = new HashMap<>();

  /** What the database took the parameters for, where the client asked. */
  private final Map<String, List<Integer>> described = new HashMap<>();

  private final Queue<String> asked = new ArrayDeque<>();
  private List<Exchange.Statement> statements = new ArrayList<>();
  private int roundTrips;

  Transcript(Consumer<Exchange> ended) {
    this.ended = ended;
  }

  /** A message of the client. */
  synchronized void sent(char type, byte[] body) {
    switch (type) {
      case 'P' -> parse(ByteBuffer.wrap(body));
      case 'B' -> bind(ByteBuffer.wrap(body));
      case 'D' -> ask(ByteBuffer.wrap(body));
      case 'Q' -> query(text(ByteBuffer.wrap(body)));
      case 'S' -> roundTrips++;
      default -> {}
    }
  }

  /** A message of the database. */
  synchronized void received(char type, byte[] body) {
    switch (type) {
      case 't' -> described.put(asked.remove(), types(ByteBuffer.wrap(body)));
      // what was asked behind an error is skipped
      case 'E' -> asked.clear();
      default -> {}
    }
    boolean idle = type == 'Z' && body[0] == 'I';
    if (idle && !statements.isEmpty()) {
      ended.accept(new Exchange(List.copyOf(statements), roundTrips));
    }
    if (idle) {
      statements = new ArrayList<>();
      roundTrips = 0;
    }
  }

  /** The driver waits for a query of this kind, but BEGIN, which it sends with what comes next. */
  private void query(String sql) {
    statements.add(Exchange.Statement.plain(sql));
    if (!sql.equals("BEGIN")) {
      roundTrips++;
    }
  }

  private void parse(ByteBuffer body) {
    String name = text(body);
    prepared.put(name, new Prepared(text(body), types(body)));
    described.remove(name);
  }

  private static List<Integer> types(ByteBuffer body) {
    List<Integer> types = new ArrayList<>();
    for (int left = body.getShort(); left > 0; left--) {
      types.add(body.getInt());
    }
    return types;
  }

  private void ask(ByteBuffer body) {
    if (body.get() == 'S') {
      asked.add(text(body));
    }
  }

  private void bind(ByteBuffer body) {
    text(body);
    String name = text(body);
    Prepared statement = prepared.get(name);
    List<Integer> formats = new ArrayList<>();
    for (int left = body.getShort(); left > 0; left--) {
      formats.add((int) body.getShort());
    }
    int count = body.getShort();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int format = formats.size() == 1 ? formats.get(0) : formats.isEmpty() ? 0 : formats.get(i);
      int declared = statement.types().get(i);
      boolean told = declared == 0 && format == BINARY && described.containsKey(name);
      values.add(value(body, format, told ? described.get(name).get(i) : declared));
    }
    List<String> types = statement.types().stream().map(Transcript::name).toList();
    statements.add(new Exchange.Statement(statement.sql(), types, values));
  }

  /** A parameter as a literal. */
  private static String value(ByteBuffer body, int format, int type) {
    int length = body.getInt();
    if (length < 0) {
      return "null";
    }
    byte[] bytes = new byte[length];
    body.get(bytes);
    String text =
        format == BINARY ? binary(bytes, type) : new String(bytes, StandardCharsets.UTF_8);
    String literal = "'" + text.replace("'", "''") + "'";
    return type == 0 ? literal : literal + "::" + name(type);
  }

  private static String name(int type) {
    return switch (type) {
      case 0 -> "unknown";
      case BOOLEAN -> "boolean";
      case BYTEA -> "bytea";
      case BIGINT -> "bigint";
      case INTEGER -> "integer";
      case DOUBLE -> "double precision";
      case UUID_TYPE -> "uuid";
      case VARCHAR -> "varchar";
      default -> throw new IllegalStateException("a parameter of the type " + type);
    };
  }

  private static String binary(byte[] bytes, int type) {
    ByteBuffer binary = ByteBuffer.wrap(bytes);
    return switch (type) {
      case BIGINT -> Long.toString(binary.getLong());
      case INTEGER -> Integer.toString(binary.getInt());
      case DOUBLE -> Double.toString(binary.getDouble());
      case BOOLEAN -> bytes[0] == 0 ? "f" : "t";
      case BYTEA -> "\\x" + HexFormat.of().formatHex(bytes);
      case UUID_TYPE -> new UUID(binary.getLong(), binary.getLong()).toString();
      default -> throw new IllegalStateException("a binary parameter of the type " + type);
    };
  }

  /** A string, which ends with a zero byte. */
  private static String text(ByteBuffer body) {
    int start = body.position();
    int length = 0;
    while (body.get() != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    body.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
