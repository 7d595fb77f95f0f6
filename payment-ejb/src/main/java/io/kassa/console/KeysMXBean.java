package io.kassa.console;

import java.util.List;
import java.util.Map;

/** {@code io.kassa:type=Keys}: the keys of this node's keystore; never their bytes. */
public interface KeysMXBean {
  /** The version in use, by purpose as in aliases: {@code payment-key}. */
  Map<String, Integer> getActive();

  /** The versions in the keystore that this node read, by purpose. */
  Map<String, List<Integer>> getHeld();

  /**
   * Makes the newest version of a purpose the active one, once every living node holds it.
   *
   * @param purpose as in {@link #getActive}
   * @return the alias of the key that is active now
   * @throws IllegalArgumentException if there is no such purpose
   * @throws IllegalStateException if something stands in the way, with what it is
   */
  String rotate(String purpose);
}
