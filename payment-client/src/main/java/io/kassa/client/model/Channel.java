package io.kassa.client.model;

import java.util.Objects;

/**
 * Who takes the money.
 *
 * <p>Not an enum: a newer server may name one that this version does not know.
 */
public final class Channel {
  /** The customer's stored value. */
  public static final Channel BALANCE = of("BALANCE");

  /** WeChat Pay. */
  public static final Channel WECHAT_PAY = of("WECHAT_PAY");

  /** Alipay. */
  public static final Channel ALIPAY = of("ALIPAY");

  /** No money at all; for test merchants only. */
  public static final Channel TEST = of("TEST");

  private final String name;

  private Channel(String name) {
    this.name = name;
  }

  /**
   * By its name in the contract.
   *
   * @param name in capitals
   * @return equal to the constant of that name
   */
  public static Channel of(String name) {
    return new Channel(Objects.requireNonNull(name));
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
    return other instanceof Channel && ((Channel) other).name.equals(name);
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
