package io.kassa.client.model;

import java.util.Objects;

/**
 * How the payer meets a channel.
 *
 * <p>Not an enum: a newer server may name one that this version does not know.
 */
public final class Scene {
  /** A QR code to scan with the provider's app. */
  public static final Scene NATIVE = of("NATIVE");

  /** The merchant's app calls the provider's. */
  public static final Scene APP = of("APP");

  /** The phone's browser is sent to the provider's page. */
  public static final Scene H5 = of("H5");

  /** A page inside the provider's app calls its bridge. */
  public static final Scene JSAPI = of("JSAPI");

  private final String name;

  private Scene(String name) {
    this.name = name;
  }

  /**
   * By its name in the contract.
   *
   * @param name in capitals
   * @return equal to the constant of that name
   */
  public static Scene of(String name) {
    return new Scene(Objects.requireNonNull(name));
  }

  /**
   * Its name in the contract.
   *
   * @return in capitals
   */
  public String name() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scene && ((Scene) other).name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
