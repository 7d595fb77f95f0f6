package io.kassa.channel.wechatpay;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A bill's file as it is transferred: packed or not, with the hash that the signed answer named.
 * The hash is of the unpacked bytes; it is known only at the end, when all lines were handed over.
 */
final class BillFile {
  /** More is no bill, or a small file that unpacks for ever. */
  static final long MOST_BYTES = 1L << 32;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int BUFFER = 1 << 16;

  private final String sha1;

  /**
   * @param sha1 hexadecimal, in either case
   */
  BillFile(String sha1) {
    this.sha1 = sha1.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the whole.
   *
   * @return the line of sums
   * @throws MalformedAnswerException if it is no whole bill, or not the one that was named
   */
  BillTable.Line read(InputStream file, Consumer<BillTable.Line> details) throws IOException {
    MessageDigest digest = sha1();
    // the digest comes from the provider's own protocol: it finds a broken transfer, and a forger
    // would have to break TLS first
    InputStream bytes = new DigestInputStream(new Bounded(unpacked(file)), digest);
    // the table reads one character at a time
    Reader text =
        new BufferedReader(
            new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            BUFFER);
    BillTable.Line sums = new BillTable(text).read(details);
    if (!HexFormat.of().formatHex(digest.digest()).equals(sha1)) {
      throw new MalformedAnswerException("the-hash-is-another");
    }
    return sums;
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    PushbackInputStream looked = new PushbackInputStream(file, 2);
    byte[] first = looked.readNBytes(2);
    looked.unread(first);
    boolean packed =
        first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
    return packed ? new GZIPInputStream(looked, BUFFER) : looked;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK knows no SHA-1", impossible);
    }
  }

  /** Ends with a failure what is longer than {@link #MOST_BYTES}. */
  private static final class Bounded extends FilterInputStream {
    private long left = MOST_BYTES;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("the bill is too long");
      }
    }
  }
}
