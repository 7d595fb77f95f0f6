package io.kassa.sandbox.fault;

/** The kinds of calls that a fault can strike. */
public enum Call {
  CREATE,
  QUERY,
  CLOSE,
  REFUND,
  REFUND_QUERY
}
