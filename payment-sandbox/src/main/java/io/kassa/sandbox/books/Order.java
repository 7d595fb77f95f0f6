package io.kassa.sandbox.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One order: waiting, then paid once or closed.
 *
 * <p>Every move is one synchronized method, so that whoever comes second finds what the first left.
 */
public final class Order {

  private static final int MOST_REFUNDS = 50;

  private final Terms terms;
  private final String token;
  private final Instant createdAt;
  private final Numbers numbers;
  private final List<Charge> charges = new ArrayList<>();
  private final List<Refund> refunds = new ArrayList<>();
  private final List<CallbackLog> callbacks = new ArrayList<>();
  private OrderState state = OrderState.WAITING;
  private String transactionId;
  private Instant deadline;
  private Instant closedAt;
  private int declines;

  Order(Terms terms, String token, Instant createdAt, Numbers numbers) {
    this.terms = terms;
    this.token = token;
    this.createdAt = createdAt;
    this.numbers = numbers;
    this.deadline = terms.deadline().orElse(Instant.MAX);
  }

  /** The payer's app shows the order: from now on the provider has a number for it. */
  public synchronized void open(Instant now) {
    requireOpen(now);
    if (transactionId == null) {
      transactionId = numbers.transactionId(terms.key().provider());
    }
  }

  /**
   * The payer pays the whole amount.
   *
   * @throws RefusedException if the order is paid, closed or too old
   */
  public synchronized Charge pay(Instant now, String payer) {
    open(now);
    Charge charge = new Charge(transactionId, terms.amountMinor(), payer, now);
    charges.add(charge);
    state = OrderState.PAID;
    return charge;
  }

  private void requireOpen(Instant now) {
    switch (state) {
      case PAID -> throw new RefusedException(Refusal.ALREADY_PAID);
      case CLOSED -> throw new RefusedException(Refusal.CLOSED);
      case WAITING -> {
        if (!now.isBefore(deadline)) {
          throw new RefusedException(Refusal.TOO_LATE);
        }
      }
    }
  }

  /** The payer does not want to pay this time; the order goes on waiting. */
  public synchronized void decline(Instant now) {
    open(now);
    declines++;
  }

  /** The deadline is now. */
  public synchronized void timeOut(Instant now) {
    requireOpen(now);
    deadline = now;
  }

  /** Whether the payer could still pay. */
  public synchronized boolean isOver(Instant now) {
    return !now.isBefore(deadline);
  }

  /**
   * Nobody pays any more. Closing again changes nothing.
   *
   * @throws RefusedException if the order is paid
   */
  public synchronized void close(Instant now) {
    if (state == OrderState.PAID) {
      throw new RefusedException(Refusal.ALREADY_PAID);
    }
    if (state == OrderState.WAITING) {
      state = OrderState.CLOSED;
      closedAt = now;
    }
  }

  /**
   * Refunds once per refund number: asked again, the answer is the refund that is there.
   *
   * @throws RefusedException if nothing was paid, too little is left, or the number has another
   *     amount
   */
  public synchronized RefundEntry refund(RefundRequest request, Instant now) {
    Optional<Refund> there = refund(request.refundNo());
    if (there.isPresent()) {
      if (there.get().amountMinor() != request.amountMinor()) {
        throw new RefusedException(Refusal.OTHER_REFUND);
      }
      return new RefundEntry(there.get(), false);
    }
    if (charges.isEmpty()) {
      throw new RefusedException(Refusal.NOT_PAID);
    }
    if (request.amountMinor() > terms.amountMinor() - refundedMinor()) {
      throw new RefusedException(Refusal.EXCEEDS_PAYMENT);
    }
    if (refunds.size() >= MOST_REFUNDS) {
      throw new RefusedException(Refusal.TOO_MANY_REFUNDS);
    }
    Refund refund =
        new Refund(
            request.refundNo(),
            numbers.refundId(),
            request.amountMinor(),
            request.reason(),
            request.notifyUrl(),
            RefundState.PROCESSING,
            now,
            null);
    refunds.add(refund);
    return new RefundEntry(refund, true);
  }

  /** Ends a refund that is still in process; one that ended stays as it is. */
  public synchronized Refund settle(String refundNo, RefundState to, Instant now) {
    for (int at = 0; at < refunds.size(); at++) {
      Refund refund = refunds.get(at);
      if (refund.refundNo().equals(refundNo)) {
        if (refund.state() == RefundState.PROCESSING) {
          refunds.set(at, refund.settled(to, now));
        }
        return refunds.get(at);
      }
    }
    throw new IllegalStateException("no refund " + refundNo);
  }

  public synchronized Optional<Refund> refund(String refundNo) {
    return refunds.stream().filter(r -> r.refundNo().equals(refundNo)).findFirst();
  }

  /** What goes back or went back, failed refunds left out. */
  public synchronized long refundedMinor() {
    return refunds.stream().filter(Refund::counts).mapToLong(Refund::amountMinor).sum();
  }

  public synchronized void add(CallbackLog callback) {
    callbacks.add(callback);
  }

  public Terms terms() {
    return terms;
  }

  /** What the payer's app knows the order by: a QR text or a prepay id. */
  public String token() {
    return token;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public synchronized OrderState state() {
    return state;
  }

  /** The provider's number; there is one once the payer's app opened the order. */
  public synchronized Optional<String> transactionId() {
    return Optional.ofNullable(transactionId);
  }

  public synchronized Optional<Charge> charge() {
    return charges.stream().findFirst();
  }

  public synchronized List<Charge> charges() {
    return List.copyOf(charges);
  }

  public synchronized List<Refund> refunds() {
    return List.copyOf(refunds);
  }

  public synchronized List<CallbackLog> callbacks() {
    return List.copyOf(callbacks);
  }

  public synchronized Optional<Instant> closedAt() {
    return Optional.ofNullable(closedAt);
  }

  public synchronized int declines() {
    return declines;
  }
}
