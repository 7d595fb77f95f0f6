package io.kassa.instance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.awaitility.core.ConditionTimeoutException;

/** An Open Liberty server, set up by the script that an ops team runs as well. */
final class LibertyServer extends Server {

  /** The server's own message ids: an application started, or did not. */
  private static final Pattern DEPLOYED = Pattern.compile("CWWKZ000(1I|3I|2E|4E)[^\\n]* %s\\b");

  /** It took a changed configuration over. */
  private static final Pattern CONFIGURED = Pattern.compile("CWWKG001[78]I");

  private final Path directories;
  private final Path domain;

  /** What the launcher changed of the configuration, beside what the script wrote. */
  private final Map<String, String> changed = new TreeMap<>();

  LibertyServer(Node node) {
    super(node);
    this.directories = settings.directory().resolve("liberty");
    this.domain = directories.resolve("servers/kassa");
  }

  @Override
  void start() throws IOException {
    Path home = settings.distribution().unpacked(settings.software(), terminal);
    Map<String, String> environment = environment();
    environment.put("KASSA_LIBERTY_HOME", home.toString());
    environment.put("KASSA_DOMAINS_DIR", directories.toString());
    setUp(environment, "liberty/setup.sh", "liberty/server.xml", "server.sh");
  }

  @Override
  void startAgain() throws IOException {
    Files.deleteIfExists(processIdFile());
    Commands.run(List.of(domain.resolve("start").toString()), Map.of(), LIMIT, line -> {});
  }

  @Override
  void deploy() throws IOException {
    deploy("payment", "payment.ear", settings.ear());
  }

  /** It is no part of the script, so it is named in a file of its own. */
  @Override
  void deploySandbox() throws IOException {
    write(
        "sandbox.xml",
        "<webApplication name=\"sandbox\" location=\"sandbox.war\" contextRoot=\"/sandbox\">"
            + "<classloader delegation=\"parentLast\"/></webApplication>");
    deploy("sandbox", "sandbox.war", settings.sandboxWar());
  }

  /** The server takes what lies in its directory as soon as it is there, whole. */
  private void deploy(String name, String file, Path archive) throws IOException {
    Fingerprint known = new Fingerprint(domain.resolve("kassa-%s.sha256".formatted(file)));
    String wanted = Fingerprint.of(Map.of(), archive);
    if (known.matches(wanted)) {
      return;
    }
    terminal.step("Deploying " + archive.getFileName());
    known.forget();
    long said = Files.size(log());
    Path place = domain.resolve("apps").resolve(file);
    Path next = domain.resolve(file + ".new");
    Files.copy(archive, next, StandardCopyOption.REPLACE_EXISTING);
    Files.move(next, place, StandardCopyOption.ATOMIC_MOVE);
    Pattern end = Pattern.compile(DEPLOYED.pattern().formatted(name));
    String word = awaitWord(said, end);
    if (word.endsWith("E")) {
      throw new IOException("%s is not deployed, see %s".formatted(file, log()));
    }
    known.keep(wanted);
  }

  /** Waits until the log says this after that many bytes; the first group, or all of it. */
  private String awaitWord(long said, Pattern word) throws IOException {
    try {
      return await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                byte[] all = Files.readAllBytes(log());
                int from = all.length < said ? 0 : (int) said;
                Matcher found =
                    word.matcher(new String(all, from, all.length - from, StandardCharsets.UTF_8));
                return found.find() ? found.group(found.groupCount()) : "";
              },
              text -> !text.isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new IOException("the server does not say %s, see %s".formatted(word, log()), e);
    }
  }

  /** What the server reads beside its own configuration; a later name wins. */
  private void write(String file, String elements) throws IOException {
    Path place = domain.resolve("configDropins/overrides").resolve(file);
    Path next = domain.resolve(file + ".new");
    Files.writeString(next, "<server>" + elements + "</server>\n");
    Files.move(next, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void configure(String name, String value) throws IOException {
    changed.put(name, value);
    writeChanged();
  }

  @Override
  public void forget(String name) throws IOException {
    changed.remove(name);
    writeChanged();
  }

  private void writeChanged() throws IOException {
    long said = Files.size(log());
    StringBuilder variables = new StringBuilder();
    changed.forEach(
        (name, value) ->
            variables.append("<variable name=\"%s\" value=\"%s\"/>".formatted(name, value)));
    write("tests.xml", variables.toString());
    awaitWord(said, CONFIGURED);
  }

  @Override
  public void setDatabasePort(int port) throws IOException {
    configure("KASSA_DB_PORT", Integer.toString(port));
  }

  @Override
  public int messagesIn(String queue) throws IOException {
    try (JMXConnector connector = LocalJmx.connect(processId())) {
      Object depth =
          connector
              .getMBeanServerConnection()
              .getAttribute(
                  new ObjectName("WebSphere:feature=wasJmsServer,type=Queue,name=" + queue),
                  "Depth");
      return Math.toIntExact((Long) depth);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("no name of a queue: " + queue, e);
    } catch (JMException e) {
      throw new IOException("the server does not tell the number of messages", e);
    }
  }

  @Override
  public Path domain() {
    return domain;
  }

  @Override
  public Path log() {
    return domain.resolve("logs/messages.log");
  }

  @Override
  List<String> written() {
    return List.of("server.xml", "server.env", "configDropins", "logs", "messaging");
  }

  @Override
  Path processIdFile() {
    return domain.resolve("pid");
  }
}
