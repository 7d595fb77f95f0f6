package io.kassa.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kassa invoice}. */
@Command(name = "invoice", description = "Save the invoice of a payment, once it is made.")
final class InvoiceCommand implements Callable<Integer> {
  @ParentCommand private Kassa kassa;

  @Parameters(paramLabel = "PAYMENT", description = "Its id.")
  private String paymentId;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; invoice-<payment>.pdf if not given.")
  private Path output;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for it; ${DEFAULT-VALUE} if not given.")
  private int timeout;

  @Override
  public Integer call() {
    Optional<byte[]> pdf =
        kassa.profile().merchant().invoiceFile(paymentId, Duration.ofSeconds(timeout));
    if (pdf.isEmpty()) {
      kassa.err().println("the invoice is not made yet");
      return Exit.NOT_YET;
    }
    Path file = output == null ? Path.of("invoice-" + paymentId + ".pdf") : output;
    try {
      Files.write(file, pdf.get());
    } catch (IOException unwritable) {
      throw new UsageException("cannot write " + file + ": " + unwritable);
    }
    kassa.printer().remark(file + " (" + pdf.get().length + " bytes)");
    return Exit.DONE;
  }
}
