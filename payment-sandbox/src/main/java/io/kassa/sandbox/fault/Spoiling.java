package io.kassa.sandbox.fault;

import io.kassa.sandbox.http.Answer;

/** How a provider's answers look when they are wrong. */
public interface Spoiling {

  /** The provider's own error, right in form and signature. */
  Answer systemError();

  /** The same answer, signed by a stranger. */
  Answer badlySigned(Answer answer);

  /** The same answer with the provider's probe for a signature. */
  Answer probing(Answer answer);
}
