package io.kassa.sandbox.callback;

import io.kassa.sandbox.fault.Fault;

/** What is wrong with a message on purpose. */
public enum Flaw {
  NONE,
  WRONG_AMOUNT,
  WRONG_SIGNATURE,
  SIGN_TEST;

  /** The flaw of the first message; the later ones are right. */
  static Flaw of(Fault fault) {
    return switch (fault) {
      case WRONG_AMOUNT_CALLBACK -> WRONG_AMOUNT;
      case WRONG_SIGNATURE_CALLBACK -> WRONG_SIGNATURE;
      case SIGN_TEST_CALLBACK -> SIGN_TEST;
      default -> NONE;
    };
  }
}
