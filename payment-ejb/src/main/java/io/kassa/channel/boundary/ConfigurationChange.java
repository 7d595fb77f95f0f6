package io.kassa.channel.boundary;

import io.kassa.channel.Scene;
import java.util.Map;
import java.util.Set;

/**
 * What shall be different; a null component stays as it is.
 *
 * @param settings the settings to replace, by name; those not named stay; an empty text removes one
 */
public record ConfigurationChange(
    Set<Scene> scenes, Boolean enabled, Map<String, String> settings, String notifyUrl) {

  /** Leaves the settings out, whoever prints it. */
  @Override
  public String toString() {
    return "ConfigurationChange[" + scenes + ", " + enabled + "]";
  }
}
