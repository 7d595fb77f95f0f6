package io.kassa.bench;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into PostgreSQL's messages: a type, a length, and a body of that length.
 */
final class Messages {
  private static final int HEADER = 1 + Integer.BYTES;

  /** Takes a whole message. */
  interface Reader {
    void read(char type, byte[] body);
  }

  private final Reader reader;
  private byte[] held = new byte[64];
  private int count;

  Messages(Reader reader) {
    this.reader = reader;
  }

  /** Takes the next bytes of the stream. */
  void accept(byte[] bytes, int length) {
    if (count + length > held.length) {
      held = Arrays.copyOf(held, Math.max(2 * held.length, count + length));
    }
    System.arraycopy(bytes, 0, held, count, length);
    count += length;
    int start = 0;
    while (count - start >= HEADER) {
      int end = start + 1 + integer(held, start + 1);
      if (end > count) {
        break;
      }
      reader.read((char) held[start], Arrays.copyOfRange(held, start + HEADER, end));
      start = end;
    }
    System.arraycopy(held, start, held, 0, count - start);
    count -= start;
  }

  static int integer(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  static void putInteger(byte[] bytes, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[i] = (byte) (value >>> (24 - 8 * i));
    }
  }
}
