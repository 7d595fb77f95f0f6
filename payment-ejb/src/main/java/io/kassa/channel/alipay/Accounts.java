package io.kassa.channel.alipay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.channel.ChannelSettings;
import java.time.Duration;
import java.util.UUID;

/**
 * The configurations in use, each read once per version: parsing a private key costs as much as
 * signing with it. An account keeps the certificates that were downloaded for it, so one that is
 * used stays.
 */
final class Accounts {
  private static final int MOST = 1_000;
  private static final Duration UNUSED = Duration.ofHours(2);

  private record Key(UUID id, long version) {}

  private final Cache<Key, Account> read =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

  /**
   * The account of a configuration.
   *
   * @throws io.kassa.failure.PaymentException INVALID_REQUEST if it is none, see {@link
   *     AccountReader#read}
   */
  Account of(ChannelSettings settings) {
    return read.get(
        new Key(settings.id(), settings.version()), unread -> AccountReader.read(settings));
  }
}
