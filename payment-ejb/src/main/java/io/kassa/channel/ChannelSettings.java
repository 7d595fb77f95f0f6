package io.kassa.channel;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

/**
 * A merchant's configuration of a channel, with its secrets in clear. Never logged.
 *
 * @param id the configuration's id, part of the address that the provider's notices arrive at
 * @param version grows with every change; {@code (id, version)} is a key for caches
 * @param test whether it belongs to a test merchant; a live one reaches the provider's public hosts
 *     only, over https
 * @param values by {@link SettingName#name()}; what was not given is absent
 * @param noticeUrl where the provider shall send its notices
 */
public record ChannelSettings(
    UUID id, long version, boolean test, Map<String, String> values, URI noticeUrl) {

  public ChannelSettings {
    values = Map.copyOf(values);
  }

  /** The value, or null. */
  public String value(String name) {
    return values.get(name);
  }

  /** Leaves the values out, whoever prints it. */
  @Override
  public String toString() {
    return "ChannelSettings[" + id + ", version " + version + "]";
  }
}
