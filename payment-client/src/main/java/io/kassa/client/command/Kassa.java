package io.kassa.client.command;

import io.kassa.client.failure.KassaException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code kassa}: what its commands have in common. */
@Command(
    name = "kassa",
    description = "Create, pay, follow and verify payments of a Kassa server.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Kassa.Version.class,
    subcommands = {
      CreateCommand.class,
      PayCommand.class,
      StatusCommand.class,
      ListCommand.class,
      RefundCommand.class,
      EventsCommand.class,
      InvoiceCommand.class,
      VerifyCommand.class,
      WebhookCommand.class,
      LoadCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a bug of this program",
      "2:wrong arguments or profile",
      "3:the server refused",
      "4:no answer of the server; the outcome may be unknown",
      "5:a confirmation or webhook does not verify",
      "6:not yet: the time was over before the end",
      "7:declined; the payment is open for another try"
    })
public final class Kassa implements Runnable {
  @Option(
      names = "--profile",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Server and credential; KASSA_PROFILE or ~/.kassa/profile.json if nothing is said.")
  private Path profile;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object per line instead of tables.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Kassa.class.getPackage().getImplementationVersion();
      return new String[] {"kassa " + (version == null ? "(not packaged)" : version)};
    }
  }

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param arguments the command and its own
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, for {@link #main} and for tests. */
  static CommandLine commandLine() {
    return new CommandLine(new Kassa())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Kassa::explain);
  }

  /** Says what went wrong in a line; only a bug shows its stack. */
  private static int explain(Exception failure, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (failure instanceof UsageException) {
      err.println(failure.getMessage());
      return Exit.USAGE;
    }
    if (failure instanceof KassaException) {
      err.println(failure.getMessage());
    } else {
      failure.printStackTrace(err);
    }
    err.flush();
    return Exit.of(failure);
  }

  Profile profile() {
    return Profile.read(profile == null ? Profile.usual() : profile);
  }

  Printer printer() {
    return new Printer(spec.commandLine().getOut(), json);
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Without a command there is nothing to do but to tell which there are. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
