package io.kassa.client.model;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param <T> what is listed
 */
public final class Page<T> {
  private final List<T> items;
  private final String nextCursor;

  /**
   * For the client.
   *
   * @param items in the server's order
   * @param nextCursor null on the last page
   */
  public Page(List<T> items, String nextCursor) {
    this.items = List.copyOf(items);
    this.nextCursor = nextCursor;
  }

  /**
   * What is on it.
   *
   * @return in the server's order
   */
  public List<T> items() {
    return items;
  }

  /**
   * Where the next page begins.
   *
   * @return empty on the last page
   */
  public Optional<String> nextCursor() {
    return Optional.ofNullable(nextCursor);
  }
}
