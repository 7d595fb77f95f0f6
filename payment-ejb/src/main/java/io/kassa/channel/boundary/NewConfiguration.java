package io.kassa.channel.boundary;

import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import java.util.Map;
import java.util.Set;

/**
 * A configuration to make.
 *
 * @param scenes null for all that the channel can do
 * @param settings by name, secrets included; which there are depends on the channel
 * @param notifyUrl null for Kassa's own address
 */
public record NewConfiguration(
    ChannelName channel,
    Set<Scene> scenes,
    boolean enabled,
    Map<String, String> settings,
    String notifyUrl) {

  /** Leaves the settings out, whoever prints it. */
  @Override
  public String toString() {
    return "NewConfiguration[" + channel + "]";
  }
}
