package io.kassa.crypto;

import static java.util.Objects.requireNonNull;

import io.kassa.setting.LiveSetting;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** What operators say about keys, asked anew each time: a rotation is seen on the next look. */
final class KeySettings {
  private final Supplier<Config> config;

  KeySettings(Supplier<Config> config) {
    this.config = requireNonNull(config, "config");
  }

  static KeySettings ofServer() {
    return new KeySettings(ConfigProvider::getConfig);
  }

  /** Where the keystore is. */
  Path keystore() {
    return Path.of(config.get().getValue("kassa.keystore.path", String.class));
  }

  /** The keystore's password; the server keeps it as the password alias of the same name. */
  char[] password() {
    return config.get().getValue("kassa.keystore.password", String.class).toCharArray();
  }

  /**
   * The version that is to be active, {@code kassa.key.credential.active}; empty if none is named.
   *
   * @throws IllegalArgumentException if it is not a version
   */
  OptionalInt active(KeyPurpose purpose) {
    return version("kassa.key." + purpose.aliasPrefix() + ".active");
  }

  /**
   * The version that is to be retired now, {@code kassa.key.credential.retire}; empty if none is.
   *
   * @throws IllegalArgumentException if it is not a version
   */
  OptionalInt retire(KeyPurpose purpose) {
    return version("kassa.key." + purpose.aliasPrefix() + ".retire");
  }

  private OptionalInt version(String name) {
    String text = LiveSetting.text(config.get(), name).orElse("");
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > KeyRing.MAX_VERSION) {
      throw new IllegalArgumentException(
          name + " is not a version from 1 to " + KeyRing.MAX_VERSION);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
