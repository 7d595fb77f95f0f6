package io.kassa.setting;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The value that a setting has now. The sources themselves are asked, highest ordinal first: a
 * server may keep an answer of {@link Config#getValue} for a minute.
 */
public final class LiveSetting {
  private LiveSetting() {}

  /** The text of a setting without the spaces around it; empty if there is none or it is blank. */
  public static Optional<String> text(Config config, String name) {
    return StreamSupport.stream(config.getConfigSources().spliterator(), false)
        .sorted(Comparator.comparingInt(ConfigSource::getOrdinal).reversed())
        .map(source -> source.getValue(name))
        .filter(Objects::nonNull)
        .findFirst()
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /**
   * The number of a setting, or the one that holds where nothing is set.
   *
   * @throws IllegalArgumentException if it is not a whole number, with the setting's name
   */
  public static int number(Config config, String name, int otherwise) {
    String text = text(config, name).orElse(Integer.toString(otherwise));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a number: " + text, e);
    }
  }
}
