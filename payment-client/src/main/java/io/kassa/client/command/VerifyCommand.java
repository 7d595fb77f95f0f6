package io.kassa.client.command;

import io.kassa.client.model.Confirmation;
import io.kassa.client.verification.ConfirmationVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kassa verify}. */
@Command(name = "verify", description = "Verify a confirmation; with --keys without any call.")
final class VerifyCommand implements Callable<Integer> {
  @ParentCommand private Kassa kassa;

  @Parameters(
      paramLabel = "FILE",
      description = "A confirmation as JSON; - reads it from the standard input.")
  private String file;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "A saved key set (GET /keys); the server's if not given.")
  private Path keys;

  @Override
  public Integer call() {
    Confirmation confirmation;
    ConfirmationVerifier verifier;
    try {
      confirmation = Confirmation.parse(text());
      verifier =
          keys == null
              ? kassa.profile().merchant().confirmationVerifier()
              : ConfirmationVerifier.of(Files.readString(keys));
    } catch (IOException unreadable) {
      throw new UsageException("cannot read it: " + unreadable);
    } catch (IllegalArgumentException notJson) {
      throw new UsageException("no confirmation or no key set: " + notJson.getMessage());
    }
    String key = verifier.verify(confirmation);
    kassa
        .printer()
        .object(
            confirmation,
            "verified",
            "signed by Kassa's key " + key,
            "order",
            confirmation.orderId(),
            "amount",
            Amounts.text(confirmation.amountMinor(), confirmation.currency()),
            "confirmation",
            confirmation.confirmationNumber(),
            "at",
            confirmation.confirmedAt().toString(),
            "test",
            confirmation.isTest() ? "no real money" : null);
    return Exit.DONE;
  }

  private String text() throws IOException {
    return file.equals("-")
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : Files.readString(Path.of(file));
  }
}
