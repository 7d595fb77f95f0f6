package io.kassa.sandbox.http;

/** What answers the requests below one path. */
@FunctionalInterface
public interface Endpoint {

  /** Answers; what the caller did wrong is an answer as well, an exception is a bug. */
  Delivery answer(Request request);
}
