package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the payer does next so that a channel can take the money. */
public final class NextAction extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public NextAction(Members members) {
    super(members);
  }

  /**
   * What kind of step.
   *
   * @return never null
   */
  public Type type() {
    return Type.of(members().text("type"));
  }

  /**
   * The text to show as a QR code.
   *
   * @return only with {@link Type#QR_CODE}
   */
  public Optional<String> qrText() {
    return members().optionalText("content");
  }

  /**
   * Where to send the browser.
   *
   * @return only with {@link Type#REDIRECT}
   */
  public Optional<URI> url() {
    return members().optionalText("url").map(URI::create);
  }

  /**
   * What the provider's SDK or bridge takes, unchanged.
   *
   * @return only with {@link Type#APP_INVOKE}
   */
  public Map<String, String> parameters() {
    return members().textMap("parameters");
  }

  /** The kinds of steps. */
  public enum Type {
    /** Show a QR code. */
    QR_CODE,
    /** Call the provider's app or bridge. */
    APP_INVOKE,
    /** Send the browser somewhere. */
    REDIRECT,
    /** A kind that this version does not know. */
    OTHER;

    static Type of(String name) {
      for (Type type : values()) {
        if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
          return type;
        }
      }
      return OTHER;
    }
  }
}
