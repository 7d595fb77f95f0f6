package io.kassa.web.signature;

/**
 * What became of a signature. Everything but {@link #ACCEPTED} is one refusal to the caller; the
 * reason is for the log. The order is the order of the checks, the costly ones last.
 */
public enum Verdict {
  /** The holder of the key signed this request. */
  ACCEPTED,

  // its form
  /** One of the two headers is missing or there more than once. */
  NOT_TWO_HEADERS,
  /** A header is longer than {@value Signatures#MAX_HEADER_CHARS} characters. */
  TOO_LONG,
  /** No Structured Field of one member in its canonical spelling, or two different labels. */
  MALFORMED,
  /** More than {@value Signatures#MAX_COMPONENTS} components. */
  TOO_MANY_COMPONENTS,
  /** A derived component or a component's parameter that is not supported, or no field name. */
  UNKNOWN_COMPONENT,
  /** The same component twice. */
  REPEATED_COMPONENT,
  /** A parameter that is not supported, twice there, or with a value that it cannot have. */
  BAD_PARAMETER,
  /** No {@code created} or no {@code keyid}. */
  MISSING_PARAMETER,
  /** Neither a MAC nor a signature by its length, or another algorithm than {@code alg} says. */
  NO_SIGNATURE,

  // what it covers
  /** The method is not covered. */
  METHOD_NOT_COVERED,
  /** Neither the target is covered nor path and query. */
  TARGET_NOT_COVERED,
  /** There is a body, and its digest is not covered. */
  DIGEST_NOT_COVERED,
  /** There is an idempotency key, and it is not covered. */
  IDEMPOTENCY_KEY_NOT_COVERED,
  /** The request may change something, and there is no nonce. */
  NONCE_MISSING,

  // when it was made
  /** Made too long ago. */
  TOO_OLD,
  /** Made in the future. */
  TOO_EARLY,
  /** Its own {@code expires} is over. */
  EXPIRED,

  // what was signed
  /** A covered header is not there. */
  HEADER_ABSENT,
  /** A covered value is not plain ASCII (RFC 9421 section 2.5). */
  NOT_ASCII,
  /** The digest is no Structured Field of byte sequences, or of no known algorithm. */
  DIGEST_UNKNOWN,
  /** The digest is of another body. */
  DIGEST_DIFFERS,

  // who signed
  /** Nobody has this key. */
  KEY_UNKNOWN,
  /** The credential's algorithm is another. */
  ALGORITHM_DIFFERS,
  /** Not signed with this key, or not this request. */
  SIGNATURE_DIFFERS;

  /** Whether the request may go on. */
  public boolean isAccepted() {
    return this == ACCEPTED;
  }
}
