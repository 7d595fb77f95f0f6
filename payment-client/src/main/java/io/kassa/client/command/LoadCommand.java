package io.kassa.client.command;

import io.kassa.client.MerchantClient;
import io.kassa.client.PhoneClient;
import io.kassa.client.failure.KassaException;
import io.kassa.client.model.Channel;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.Payment;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kassa load}: a small load, to see that a server is well; no benchmark. */
@Command(name = "load", description = "Pay many times on the profile's account; a live line tells.")
final class LoadCommand implements Callable<Integer> {
  private static final long LINE_MILLIS = 250;

  @ParentCommand private Kassa kassa;

  @Option(
      names = "--payments",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many; ${DEFAULT-VALUE} if not given.")
  private int payments;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many at a time; ${DEFAULT-VALUE} if not given.")
  private int parallel;

  @Option(
      names = "--amount",
      defaultValue = "0.01",
      description = "Of each; ${DEFAULT-VALUE} if not given.")
  private String amount;

  @Override
  public Integer call() throws InterruptedException {
    Profile profile = kassa.profile();
    Flow flow = new Flow(profile, Amounts.minor(amount, profile.currency()));
    Figures figures = new Figures(payments);
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, parallel));
    AtomicInteger next = new AtomicInteger();
    for (int i = 0; i < Math.max(1, parallel); i++) {
      threads.execute(
          () -> {
            while (next.getAndIncrement() < payments) {
              figures.add(flow);
            }
          });
    }
    threads.shutdown();
    Printer printer = kassa.printer();
    while (!threads.awaitTermination(LINE_MILLIS, TimeUnit.MILLISECONDS)) {
      if (!printer.isJson()) {
        kassa.err().print("\r" + figures.line());
        kassa.err().flush();
      }
    }
    if (printer.isJson()) {
      printer.line(figures.json());
    } else {
      kassa.err().print("\r");
      kassa.err().flush();
      printer.line(figures.line());
      figures.firstFailure().ifPresent(failure -> printer.line("first failure: " + failure));
    }
    return figures.failed() == 0 ? Exit.DONE : Exit.REFUSED;
  }

  /** One payment from creation to confirmation. */
  private static final class Flow implements Runnable {
    private final Profile profile;
    private final MerchantClient merchant;
    private final long amountMinor;
    private final String accountId;

    Flow(Profile profile, long amountMinor) {
      this.profile = profile;
      this.merchant = profile.merchant();
      this.amountMinor = amountMinor;
      this.accountId =
          profile
              .accountId()
              .orElseThrow(() -> new UsageException("the profile has no accountId to pay from"));
    }

    /** Throws {@link KassaException} if a call fails. */
    @Override
    public void run() {
      Payment payment =
          merchant.create(
              NewPayment.of("load-" + UUID.randomUUID(), amountMinor, profile.currency())
                  .payerAccount(accountId));
      PhoneClient.of(profile.apiBase(), payment.id(), payment.paymentKey().orElseThrow())
          .confirm(Channel.BALANCE);
    }
  }
}
