package io.kassa.channel.entity;

import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * How a merchant is paid through a channel, without what is secret. Never deleted: attempts refer
 * to it for as long as money may come or go back.
 *
 * @param scenes those it offers, not empty
 * @param enabled whether it takes new payments and notices; open attempts are asked about either
 *     way
 * @param test whether its merchant is a test merchant
 * @param version grows with every change
 */
public record ChannelConfiguration(
    UUID merchantId,
    UUID id,
    ChannelName channel,
    Set<Scene> scenes,
    boolean enabled,
    boolean test,
    long version,
    Instant createdAt,
    Instant changedAt) {

  public ChannelConfiguration {
    scenes = Set.copyOf(scenes);
  }
}
