package io.kassa.audit.entity;

import io.kassa.storage.Bytes;
import java.util.HexFormat;

/**
 * A place in the chain: after so many links, this hash. Somebody who notes it down elsewhere can
 * prove later that no entry up to there was changed since.
 *
 * @param sequence how many links; 0 for the empty chain
 * @param hash 32 bytes
 */
public record ChainHead(long sequence, Bytes hash) {
  private static final int HASH_BYTES = 32;

  /** Where every chain begins: nothing sealed, 32 zero bytes. */
  public static final ChainHead EMPTY = new ChainHead(0, Bytes.of(new byte[HASH_BYTES]));

  /** The place of a number and 64 hexadecimal digits. */
  public static ChainHead of(long sequence, String hex) {
    return new ChainHead(sequence, Bytes.of(HexFormat.of().parseHex(hex)));
  }

  /** The hash as 64 hexadecimal digits, lower case. */
  public String hex() {
    return HexFormat.of().formatHex(Bytes.array(hash));
  }
}
