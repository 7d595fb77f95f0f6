package io.kassa.instance;

import org.junit.jupiter.api.Order;

/**
 * Which classes of system tests come last, by {@link Order}: those that want the machine for
 * themselves, and those after which the server is not as it was. All others come before them, in
 * any order.
 */
public final class Turn {
  /** What the server needs is measured, when nothing goes on in the background any more. */
  public static final int MEASURED = Integer.MAX_VALUE - 2;

  /** The server's traces and statements are watched from here on. */
  public static final int WATCHED = Integer.MAX_VALUE - 1;

  /** A copy of the application runs beside it from here on. */
  public static final int IN_SERVER = Integer.MAX_VALUE;

  private Turn() {}
}
