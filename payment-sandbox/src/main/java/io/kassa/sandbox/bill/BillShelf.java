package io.kassa.sandbox.bill;

import io.kassa.sandbox.books.Numbers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files that are ready, each under a token that opens it for 30 seconds. */
public final class BillShelf {

  private static final Duration VALID = Duration.ofSeconds(30);
  private static final int TOKEN_LENGTH = 48;

  private static final class File {
    private final byte[] content;
    private final Instant until;

    File(byte[] content, Instant until) {
      this.content = content;
      this.until = until;
    }
  }

  private final Clock clock;
  private final Map<String, File> files = new ConcurrentHashMap<>();

  public BillShelf(Clock clock) {
    this.clock = clock;
  }

  /** The token of the file, which stays on the shelf for 30 seconds. */
  public String put(byte[] content) {
    Instant now = clock.instant();
    files.values().removeIf(file -> file.until.isBefore(now));
    String token = Numbers.nonce(TOKEN_LENGTH);
    files.put(token, new File(content.clone(), now.plus(VALID)));
    return token;
  }

  /** Empty if there is no such file any more. */
  public Optional<byte[]> take(String token) {
    return Optional.ofNullable(files.get(token))
        .filter(file -> clock.instant().isBefore(file.until))
        .map(file -> file.content.clone());
  }
}
