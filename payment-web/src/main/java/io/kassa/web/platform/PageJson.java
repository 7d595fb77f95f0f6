package io.kassa.web.platform;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a list, newest first.
 *
 * @param nextCursor where the next page starts; left out on the last page
 */
public record PageJson<T>(List<T> items, String nextCursor) {

  /**
   * A page cut from one item more than it holds, which tells whether there is a next one.
   *
   * @param found at most {@code limit + 1} items
   * @param cursor the cursor behind an item
   */
  public static <V, T> PageJson<T> of(
      List<V> found, int limit, Function<V, T> json, Function<V, String> cursor) {
    boolean more = found.size() > limit;
    List<V> page = more ? found.subList(0, limit) : found;
    return new PageJson<>(
        page.stream().map(json).toList(), more ? cursor.apply(page.get(limit - 1)) : null);
  }
}
