package io.kassa.client.command;

import io.kassa.client.model.Channel;
import io.kassa.client.model.Payment;
import io.kassa.client.model.PaymentQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kassa list}. */
@Command(name = "list", description = "List payments, newest first.")
final class ListCommand implements Callable<Integer> {
  private static final int LARGEST_PAGE = 100;

  @ParentCommand private Kassa kassa;

  @Option(names = "--status", description = "Only those in this status.")
  private String status;

  @Option(names = "--order", paramLabel = "ID", description = "Only those of this order.")
  private String orderId;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most; ${DEFAULT-VALUE} if not given.")
  private int most;

  @Override
  public Integer call() {
    PaymentQuery query = PaymentQuery.all().pageSize(Math.max(1, Math.min(LARGEST_PAGE, most)));
    if (status != null) {
      query = query.status(status.toUpperCase(Locale.ROOT));
    }
    if (orderId != null) {
      query = query.orderId(orderId);
    }
    List<Payment> payments =
        kassa.profile().merchant().payments(query).stream()
            .limit(most)
            .collect(Collectors.toList());
    Printer printer = kassa.printer();
    if (printer.isJson()) {
      payments.forEach(payment -> printer.line(payment.json()));
      return Exit.DONE;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("CREATED", "PAYMENT", "ORDER", "AMOUNT", "STATUS", "CHANNEL"));
    for (Payment payment : payments) {
      rows.add(
          List.of(
              payment.createdAt().toString(),
              payment.id(),
              payment.orderId(),
              Amounts.text(payment.amountMinor(), payment.currency()),
              payment.status(),
              payment.channel().map(Channel::name).orElse("-")));
    }
    printer.table(rows);
    return Exit.DONE;
  }
}
