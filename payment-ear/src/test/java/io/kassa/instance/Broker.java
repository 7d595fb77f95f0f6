package io.kassa.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's own message broker, as its command line sees it. */
final class Broker {

  /** In imqcmd's answer on a queue. */
  private static final Pattern MESSAGES =
      Pattern.compile("Current Number of Messages:?\\s+Actual\\s+(\\d+)");

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path home;
  private final Settings settings;

  Broker(Path home, Settings settings) {
    this.home = home;
    this.settings = settings;
  }

  /**
   * How many messages a queue holds.
   *
   * @throws IOException if there is no such queue
   */
  int messagesIn(String queue) throws IOException {
    Path passwords = settings.directory().resolve("imqcmd.passwords");
    if (!Files.exists(passwords)) {
      Secrets.privateFile(passwords);
    }
    Files.writeString(passwords, "imq.imqcmd.password=admin\n", StandardCharsets.UTF_8);
    String broker = "127.0.0.1:" + settings.ports().of(Ports.Port.JMS);
    String answer =
        Commands.run(
            List.of(
                home.resolve("mq/bin/imqcmd").toString(),
                "-b",
                broker,
                "-u",
                "admin",
                "-f",
                "-passfile",
                passwords.toString(),
                "query",
                "dst",
                "-t",
                "q",
                "-n",
                queue),
            Map.of(),
            LIMIT,
            line -> {});
    Matcher count = MESSAGES.matcher(answer);
    if (!count.find()) {
      throw new IOException("imqcmd does not tell the number of messages: " + answer);
    }
    return Integer.parseInt(count.group(1));
  }
}
