package io.kassa.faults;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the server has said of one payment, so what has to be true for ever. Written by the thread
 * of one customer, read when all are done.
 */
final class Promise {
  /** How it has to end, as far as its client can know. */
  enum End {
    /** Nothing was confirmed: it may still be open, or have expired. */
    NOT_YET_ASKED,
    /** A confirmation was answered. */
    PAID,
    /** The channel took, or will take, the money: it has to become a success. */
    TO_BE_PAID,
    /** The channel refused. */
    DECLINED
  }

  private final String id;
  private final String orderId;
  private final long amount;
  private final String account;
  private final Map<String, Long> refunds = new ConcurrentHashMap<>();
  private volatile End end = End.NOT_YET_ASKED;
  private volatile String confirmationNumber;

  /**
   * @param account whom it debits; null if it goes through TEST
   */
  Promise(String id, String orderId, long amount, String account) {
    this.id = id;
    this.orderId = orderId;
    this.amount = amount;
    this.account = account;
  }

  String id() {
    return id;
  }

  String orderId() {
    return orderId;
  }

  long amount() {
    return amount;
  }

  String account() {
    return account;
  }

  End end() {
    return end;
  }

  String confirmationNumber() {
    return confirmationNumber;
  }

  /**
   * A confirmation was answered.
   *
   * @throws IllegalStateException if it is another than was answered before
   */
  void confirmed(String number) {
    if (confirmationNumber != null && !confirmationNumber.equals(number)) {
      throw new IllegalStateException(
          "payment " + id + " was confirmed as " + confirmationNumber + ", then as " + number);
    }
    confirmationNumber = number;
    end = End.PAID;
  }

  void willBePaid() {
    end = End.TO_BE_PAID;
  }

  void declined() {
    end = End.DECLINED;
  }

  /** A refund was answered. */
  void refunded(String refundId, long part) {
    refunds.put(refundId, part);
  }

  Map<String, Long> refunds() {
    return refunds;
  }
}
