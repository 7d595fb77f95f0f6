package io.kassa.console;

import static java.util.Objects.requireNonNull;

import io.kassa.failure.PaymentException;
import io.kassa.outbox.DeadLetter;
import io.kassa.outbox.DeadLetterBook;
import java.util.List;

/** The notices that no consumer could follow. */
final class DeadLettersConsole implements DeadLettersMXBean {
  private static final int SHOWN = 100;

  private final DeadLetterBook book;

  DeadLettersConsole(DeadLetterBook book) {
    this.book = requireNonNull(book, "book");
  }

  @Override
  public List<String> getOldest() {
    return book.list(SHOWN).stream().map(DeadLettersConsole::line).toList();
  }

  private static String line(DeadLetter dead) {
    return "%s %s %s %d %s"
        .formatted(dead.eventId(), dead.consumer(), dead.type(), dead.failures(), dead.lastError());
  }

  @Override
  public void replay(String eventId) {
    try {
      book.replay(ConsoleBeans.CALLER, ConsoleBeans.id("eventId", eventId));
    } catch (PaymentException unknown) {
      throw new IllegalArgumentException("no dead notice of event " + eventId, unknown);
    }
  }
}
