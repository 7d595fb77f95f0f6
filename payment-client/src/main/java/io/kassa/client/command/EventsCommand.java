package io.kassa.client.command;

import io.kassa.client.MerchantClient;
import io.kassa.client.model.Event;
import io.kassa.client.model.Page;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kassa events}. */
@Command(name = "events", description = "Show events, oldest first.")
final class EventsCommand implements Callable<Integer> {
  private static final int PAGE = 100;
  private static final long PAUSE_MILLIS = 1_000;

  @ParentCommand private Kassa kassa;

  @Option(names = "--follow", description = "Goes on until Ctrl-C.")
  private boolean follow;

  @Option(names = "--cursor", description = "Goes on where an earlier call ended.")
  private String cursor;

  private Set<String> shown = new HashSet<>();

  @Override
  public Integer call() throws InterruptedException {
    MerchantClient merchant = kassa.profile().merchant();
    Printer printer = kassa.printer();
    printer.remark(row("TIME", "TYPE", "PAYMENT", "EVENT"));
    while (true) {
      Page<Event> page = merchant.events(cursor, PAGE);
      // a last page without a cursor is asked for again, and shows only what is new on it
      page.items().stream()
          .filter(event -> !shown.contains(event.id()))
          .forEach(event -> show(printer, event));
      shown = page.items().stream().map(Event::id).collect(Collectors.toCollection(HashSet::new));
      boolean moved = page.nextCursor().filter(next -> !next.equals(cursor)).isPresent();
      cursor = page.nextCursor().orElse(cursor);
      if (!moved || page.items().isEmpty()) {
        if (!follow) {
          break;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    if (cursor != null) {
      printer.remark("go on with --cursor " + cursor);
    }
    return Exit.DONE;
  }

  private static void show(Printer printer, Event event) {
    printer.line(
        printer.isJson()
            ? event.json()
            : row(
                event.timestamp().map(Object::toString).orElse("-"),
                event.type(),
                event.paymentId().orElse("-"),
                event.id()));
  }

  private static String row(String time, String type, String payment, String id) {
    return Printer.padded(time, 29) + Printer.padded(type, 22) + Printer.padded(payment, 38) + id;
  }
}
