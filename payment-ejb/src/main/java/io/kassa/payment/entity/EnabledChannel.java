package io.kassa.payment.entity;

import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import java.util.List;

/** A channel that a payment may use, and the scenes it offers; BALANCE has none. */
public record EnabledChannel(ChannelName channel, List<Scene> scenes) {
  public EnabledChannel {
    scenes = List.copyOf(scenes);
  }
}
