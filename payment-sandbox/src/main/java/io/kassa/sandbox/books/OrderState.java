package io.kassa.sandbox.books;

/** Where an order stands. */
public enum OrderState {
  WAITING,
  PAID,
  CLOSED
}
