package io.kassa.channel;

/**
 * One setting of a channel's configuration.
 *
 * @param name camelCase, as in the operator's call
 * @param secret whether it is stored encrypted and never shown again
 * @param required whether every configuration has it
 */
public record SettingName(String name, boolean secret, boolean required) {

  /** A setting that may be read back. */
  public static SettingName open(String name) {
    return new SettingName(name, false, true);
  }

  /** A setting that is shown to nobody once it was given. */
  public static SettingName secret(String name) {
    return new SettingName(name, true, true);
  }

  /** The same, but a configuration can do without. */
  public SettingName optional() {
    return new SettingName(name, secret, false);
  }
}
