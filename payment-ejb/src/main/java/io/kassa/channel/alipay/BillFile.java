package io.kassa.channel.alipay;

import io.kassa.channel.BillRow;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A bill's file as it is transferred: a zip of tables, some with details and some with sums. It is
 * read as it comes; only at the end is it sure that it was whole.
 */
final class BillFile {
  /** What it may unpack to; more is no bill, or a small file that unpacks for ever. */
  static final long MOST_BYTES = 1L << 32;

  private static final int MOST_ENTRIES = 64;

  /** GBK is part of it. */
  private static final Charset CHARSET = Charset.forName("GB18030");

  private final String sellerId;

  /**
   * @param sellerId whose bill it has to be
   */
  BillFile(String sellerId) {
    this.sellerId = sellerId;
  }

  /**
   * Reads the whole.
   *
   * @throws MalformedAnswerException if it is no whole bill, or another merchant's
   */
  void read(InputStream file, Consumer<BillRow> rows) throws IOException {
    // names are looked at no further than their end, so any encoding of one byte will do
    ZipInputStream zip = new ZipInputStream(file, StandardCharsets.ISO_8859_1);
    InputStream unpacked = new Bounded(zip);
    int entries = 0;
    int details = 0;
    for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
      if (++entries > MOST_ENTRIES) {
        throw new MalformedAnswerException("too-many-files");
      }
      if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv") && table(unpacked).read(rows)) {
        details++;
      }
      unpacked.transferTo(nowhere());
    }
    if (details == 0) {
      throw new MalformedAnswerException("no-details");
    }
  }

  private static ZipEntry next(ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (ZipException | IllegalArgumentException notOne) {
      throw new MalformedAnswerException("not-a-zip");
    }
  }

  private BillTable table(InputStream entry) {
    return new BillTable(
        new InputStreamReader(
            entry,
            CHARSET
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        sellerId);
  }

  private static OutputStream nowhere() {
    return OutputStream.nullOutputStream();
  }

  /** Ends with a failure what is longer than {@link #MOST_BYTES} in all its entries together. */
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
