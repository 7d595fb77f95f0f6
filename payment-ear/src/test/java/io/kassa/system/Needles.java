package io.kassa.system;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds values in any number of bytes, in the spellings in which software writes them: as they are,
 * in hex, and in Base64 of either alphabet, also in the middle of a longer Base64 text.
 */
final class Needles {
  /** Shorter spellings would be found by chance. */
  static final int SHORTEST = 8;

  private static final int LONGEST = 4_096;
  private static final int FILTER_BITS = 20;

  private final Map<Long, List<Needle>> byEnd = new HashMap<>();
  private final boolean[] filter = new boolean[1 << FILTER_BITS];

  private record Needle(String name, String spelling) {
    byte[] bytes() {
      return spelling.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  Needles(Map<String, byte[]> values) {
    values.forEach(
        (name, value) -> {
          for (byte[] spelling : spellings(value)) {
            add(name, spelling);
          }
        });
  }

  private void add(String name, byte[] spelling) {
    if (spelling.length < SHORTEST || spelling.length > LONGEST) {
      throw new IllegalArgumentException(name + " has a spelling of " + spelling.length + " bytes");
    }
    long end = 0;
    for (int i = spelling.length - Long.BYTES; i < spelling.length; i++) {
      end = (end << Byte.SIZE) | (spelling[i] & 0xff);
    }
    byEnd
        .computeIfAbsent(end, any -> new ArrayList<>())
        .add(new Needle(name, new String(spelling, StandardCharsets.ISO_8859_1)));
    filter[slot(end)] = true;
  }

  private static int slot(long end) {
    return (int) ((end * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - FILTER_BITS));
  }

  /** Every spelling of a value that is searched for. */
  static List<byte[]> spellings(byte[] value) {
    List<byte[]> spellings = new ArrayList<>();
    spellings.add(value);
    spellings.add(ascii(HexFormat.of().formatHex(value)));
    spellings.add(ascii(HexFormat.of().withUpperCase().formatHex(value)));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + value.length];
      System.arraycopy(value, 0, shifted, before, value.length);
      // characters that hold bits of a neighbour say nothing; each has 6 bits
      int from = (before * Byte.SIZE + 5) / 6;
      int to = shifted.length * Byte.SIZE / 6;
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        spellings.add(ascii(encoder.encodeToString(shifted).substring(from, to)));
      }
    }
    return spellings;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A search through the bytes that are written to it. */
  Search search() {
    return new Search();
  }

  /** Keeps the names of what it saw, and of how many bytes. */
  final class Search extends OutputStream {
    private final Set<String> found = new TreeSet<>();
    private final byte[] recent = new byte[LONGEST];
    private long length;
    private long end;

    @Override
    public void write(int b) {
      recent[(int) (length++ % LONGEST)] = (byte) b;
      end = (end << Byte.SIZE) | (b & 0xff);
      if (filter[slot(end)]) {
        for (Needle needle : byEnd.getOrDefault(end, List.of())) {
          if (endsWith(needle.bytes())) {
            found.add(needle.name());
          }
        }
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      for (int i = offset; i < offset + count; i++) {
        write(bytes[i]);
      }
    }

    private boolean endsWith(byte[] needle) {
      if (needle.length > length) {
        return false;
      }
      byte[] last = new byte[needle.length];
      for (int i = 0; i < last.length; i++) {
        last[i] = recent[(int) ((length - last.length + i) % LONGEST)];
      }
      return Arrays.equals(last, needle);
    }

    Set<String> found() {
      return found;
    }

    long length() {
      return length;
    }
  }
}
