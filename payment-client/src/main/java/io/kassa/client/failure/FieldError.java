package io.kassa.client.failure;

/** One field of a request that was refused, and why. */
public final class FieldError {
  private final String field;
  private final String detail;

  /**
   * For the client.
   *
   * @param field the field's path in the body, or the parameter's name
   * @param detail what is wrong with it, for people
   */
  public FieldError(String field, String detail) {
    this.field = field;
    this.detail = detail;
  }

  /**
   * Which field.
   *
   * @return its path in the body, or the parameter's name
   */
  public String field() {
    return field;
  }

  /**
   * What is wrong with it.
   *
   * @return words for people
   */
  public String detail() {
    return detail;
  }

  @Override
  public String toString() {
    return field + " " + detail;
  }
}
