package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.util.Objects;

/** An object as the server sent it. Equal to another with the same members. */
public abstract class Answer {
  private final Members members;

  /** For the subclasses here. */
  Answer(Members members) {
    this.members = Objects.requireNonNull(members);
  }

  final Members members() {
    return members;
  }

  /**
   * All of it, with members that this version does not know.
   *
   * @return a JSON object; it may hold a payment key or personal data
   */
  public final String json() {
    return members.toString();
  }

  @Override
  public final boolean equals(Object other) {
    return getClass().isInstance(other) && ((Answer) other).members.equals(members);
  }

  @Override
  public final int hashCode() {
    return members.hashCode();
  }

  /** Its kind alone: what it holds may be secret or personal. */
  @Override
  public String toString() {
    return getClass().getSimpleName();
  }
}
