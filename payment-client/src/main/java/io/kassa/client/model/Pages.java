package io.kassa.client.model;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A list of any length, fetched page by page while it is iterated. Each iteration begins anew.
 *
 * @param <T> what is listed
 */
public final class Pages<T> implements Iterable<T> {
  private final Function<String, Page<T>> fetch;

  /**
   * For the client.
   *
   * @param fetch the page at a cursor, null for the first
   */
  public Pages(Function<String, Page<T>> fetch) {
    this.fetch = fetch;
  }

  @Override
  public Iterator<T> iterator() {
    return new Walk<>(fetch);
  }

  /**
   * The same as a stream.
   *
   * @return sequential, in the server's order
   */
  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  private static final class Walk<T> implements Iterator<T> {
    private final Function<String, Page<T>> fetch;
    private Page<T> page;
    private Iterator<T> items;

    Walk(Function<String, Page<T>> fetch) {
      this.fetch = fetch;
    }

    /** A page may be empty and another follow. */
    @Override
    public boolean hasNext() {
      if (page == null) {
        turnTo(null);
      }
      while (!items.hasNext() && page.nextCursor().isPresent()) {
        String cursor = page.nextCursor().get();
        turnTo(cursor);
        if (page.nextCursor().filter(cursor::equals).isPresent() && !items.hasNext()) {
          return false;
        }
      }
      return items.hasNext();
    }

    private void turnTo(String cursor) {
      page = fetch.apply(cursor);
      items = page.items().iterator();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return items.next();
    }
  }
}
