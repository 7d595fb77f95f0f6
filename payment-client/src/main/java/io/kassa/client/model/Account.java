package io.kassa.client.model;

import io.kassa.client.json.Members;

/** A customer's stored-value account. */
public final class Account extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public Account(Members members) {
    super(members);
  }

  /**
   * The account's id.
   *
   * @return a UUID
   */
  public String id() {
    return members().text("id");
  }

  /**
   * The merchant's own id of the customer.
   *
   * @return as it was given
   */
  public String customerId() {
    return members().text("customerId");
  }

  /**
   * The currency of the balance.
   *
   * @return ISO 4217
   */
  public String currency() {
    return members().text("currency");
  }

  /**
   * What is in it.
   *
   * @return minor units, never below zero
   */
  public long balanceMinor() {
    return members().integer("balance");
  }

  /**
   * Whether it can pay.
   *
   * @return {@code OPEN}, {@code FROZEN} or {@code CLOSED}
   */
  public String status() {
    return members().text("status");
  }

  /** Names it without what it holds. */
  @Override
  public String toString() {
    return "Account[" + id() + "]";
  }
}
