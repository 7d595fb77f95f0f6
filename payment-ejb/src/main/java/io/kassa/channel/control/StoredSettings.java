package io.kassa.channel.control;

import java.util.Map;
import java.util.TreeMap;

/**
 * All settings of a configuration, in clear. Never logged.
 *
 * @param open what may be shown, by name
 * @param secrets what may not, by name
 * @param notifyUrl where the provider sends its notices; null for Kassa's own address
 */
public record StoredSettings(
    Map<String, String> open, Map<String, String> secrets, String notifyUrl) {

  public StoredSettings {
    open = Map.copyOf(open);
    secrets = Map.copyOf(secrets);
  }

  /** Both together, by name. */
  public Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(open);
    all.putAll(secrets);
    return all;
  }

  /** Leaves the values out, whoever prints it. */
  @Override
  public String toString() {
    return "StoredSettings" + open.keySet();
  }
}
