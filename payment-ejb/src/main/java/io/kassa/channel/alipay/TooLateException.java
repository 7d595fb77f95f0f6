package io.kassa.channel.alipay;

import io.kassa.channel.http.ProviderException;

/** Nothing was sent, because the answer could not come in time; says nothing of the provider. */
class TooLateException extends ProviderException {
  private static final long serialVersionUID = 1L;

  TooLateException() {
    super("no-answer-in-time", null);
  }
}
