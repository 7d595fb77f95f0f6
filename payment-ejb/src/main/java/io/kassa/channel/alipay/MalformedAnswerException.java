package io.kassa.channel.alipay;

/** Signed, and still not what the protocol says. The message names a member, never its value. */
class MalformedAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String reason) {
    super(reason);
  }
}
