package io.kassa.system;

import io.kassa.system.Shop.Order;
import java.util.ArrayList;
import java.util.List;

/** What one payment has to be in the end, by rules that know nothing of Kassa. */
final class ModelPayment {
  /** Its states, as Kassa spells them. */
  enum State {
    REQUIRES_CONFIRMATION,
    SUCCEEDED,
    CANCELED,
    EXPIRED
  }

  private final Order order;
  private final long amount;
  private final String account;
  private final List<String> refunds = new ArrayList<>();
  private State state = State.REQUIRES_CONFIRMATION;
  private String channel;
  private long refunded;
  private boolean surplus;

  /**
   * @param account whom BALANCE debits; null for none
   */
  ModelPayment(Order order, long amount, String account) {
    this.order = order;
    this.amount = amount;
    this.account = account;
  }

  Order order() {
    return order;
  }

  long amount() {
    return amount;
  }

  String account() {
    return account;
  }

  State state() {
    return state;
  }

  String channel() {
    return channel;
  }

  void paid(String through) {
    state = State.SUCCEEDED;
    channel = through;
  }

  void ended(State end) {
    state = end;
  }

  /** Money came though it is over: it goes back, and nothing else changes. */
  void paidInVain() {
    surplus = true;
  }

  long refunded() {
    return refunded;
  }

  long left() {
    return amount - refunded;
  }

  void refund(String refundId, long part) {
    refunds.add(refundId + " SUCCEEDED " + part);
    refunded += part;
  }

  /** A channel will not: nothing is given back. */
  void refusedRefund(String refundId, long part) {
    refunds.add(refundId + " FAILED " + part);
  }

  /** Each as "refundId status amount"; what Kassa gives back by itself has no refundId. */
  List<String> refunds() {
    List<String> all = new ArrayList<>(refunds);
    if (surplus) {
      all.add("- SUCCEEDED " + amount);
    }
    return all;
  }

  /** As the database has it: state, channel and what was given back. */
  String end() {
    return state + " " + (channel == null ? "-" : channel) + " " + refunded;
  }
}
