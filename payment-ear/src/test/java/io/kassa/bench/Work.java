package io.kassa.bench;

import java.io.IOException;

/** What one connection does again and again. */
interface Work {

  /**
   * Does it once.
   *
   * @throws Refused if the server answered something else than was asked for
   * @throws IOException if there was no answer: nobody knows whether it was done
   */
  void once(HttpConnection connection) throws IOException, Refused;

  /** An answer that counts as an error. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String call, HttpConnection.Answer answer) {
      super(call + " " + answer.status() + ": " + answer.body());
    }
  }
}
