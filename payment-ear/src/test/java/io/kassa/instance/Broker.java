package io.kassa.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message broker, as its command line sees it. */
final class Broker {

  /** In imqcmd's answer on a queue. */
  private static final Pattern MESSAGES =
      Pattern.compile("Current Number of Messages:?\\s+Actual\\s+(\\d+)");

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path home;
  private final Settings settings;
  private final int port;

  /** The broker that listens on a port of this machine. */
  Broker(Path home, Settings settings, int port) {
    this.home = home;
    this.settings = settings;
    this.port = port;
  }

  /**
   * How many messages a queue holds.
   *
   * @throws IOException if there is no such queue
   */
  int messagesIn(String queue) throws IOException {
    String answer = run("query", "dst", "-t", "q", "-n", queue);
    Matcher count = MESSAGES.matcher(answer);
    if (!count.find()) {
      throw new IOException("imqcmd does not tell the number of messages: " + answer);
    }
    return Integer.parseInt(count.group(1));
  }

  /** Makes a queue. */
  void make(String queue) throws IOException {
    run("create", "dst", "-t", "q", "-n", queue);
  }

  /** Whether it takes commands. */
  boolean answers() {
    try {
      run("list", "dst");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String run(String... arguments) throws IOException {
    Path passwords = settings.directory().resolve("imqcmd.passwords");
    if (!Files.exists(passwords)) {
      Secrets.privateFile(passwords);
    }
    Files.writeString(passwords, "imq.imqcmd.password=admin\n", StandardCharsets.UTF_8);
    List<String> command = new ArrayList<>();
    command.add(home.resolve("mq/bin/imqcmd").toString());
    command.addAll(List.of("-b", "127.0.0.1:" + port, "-u", "admin", "-f"));
    command.addAll(List.of("-passfile", passwords.toString()));
    command.addAll(List.of(arguments));
    return Commands.run(command, Map.of(), LIMIT, line -> {});
  }
}
