package io.kassa.client.command;

import io.kassa.client.failure.NoAnswerException;
import io.kassa.client.failure.RefusedException;
import io.kassa.client.failure.VerificationException;

/** What the shell is told; documented in {@code kassa --help}. */
final class Exit {
  static final int DONE = 0;
  static final int BUG = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;
  static final int NO_ANSWER = 4;
  static final int NOT_VERIFIED = 5;
  static final int NOT_YET = 6;
  static final int DECLINED = 7;

  private Exit() {}

  static int of(Exception failure) {
    if (failure instanceof RefusedException.PaymentDeclined
        || failure instanceof RefusedException.InsufficientFunds) {
      return DECLINED;
    }
    if (failure instanceof RefusedException) {
      return REFUSED;
    }
    if (failure instanceof NoAnswerException) {
      return NO_ANSWER;
    }
    return failure instanceof VerificationException ? NOT_VERIFIED : BUG;
  }
}
