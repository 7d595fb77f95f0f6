package io.kassa.instance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WildFly with a directory of its own, set up by the script that an ops team runs as well. */
final class WildFlyServer extends Server {

  /** In the answer on a queue. */
  private static final Pattern RESULT = Pattern.compile("\"result\" => (\\d+)");

  private final Path directories;
  private final Path domain;
  private Path home;

  WildFlyServer(Node node) {
    super(node);
    this.directories = settings.directory().resolve("wildfly");
    this.domain = directories.resolve("kassa");
  }

  @Override
  void start() throws IOException {
    home = settings.distribution().unpacked(settings.software(), terminal);
    Map<String, String> environment = environment();
    environment.put("KASSA_WILDFLY_HOME", home.toString());
    environment.put("KASSA_DOMAINS_DIR", directories.toString());
    environment.put("KASSA_ECLIPSELINK", eclipseLink().toString());
    setUp(environment, "wildfly/setup.sh", "server.sh");
  }

  /** The build puts it beside the distribution. */
  private Path eclipseLink() {
    return settings.distribution().zip().resolveSibling("eclipselink.jar");
  }

  @Override
  void startAgain() throws IOException {
    Files.deleteIfExists(processIdFile());
    Commands.run(
        List.of(domain.resolve("start").toString()), Map.of(), Duration.ofMinutes(1), line -> {});
  }

  @Override
  void deploy() throws IOException {
    deploy("payment.ear", settings.ear());
  }

  @Override
  void deploySandbox() throws IOException {
    deploy("sandbox.war", settings.sandboxWar());
  }

  /** The server takes what lies in its directory once a file beside it asks for that. */
  private void deploy(String name, Path archive) throws IOException {
    Path place = domain.resolve("deployments").resolve(name);
    Fingerprint known = new Fingerprint(domain.resolve("kassa-%s.sha256".formatted(name)));
    String wanted = Fingerprint.of(Map.of(), archive);
    if (known.matches(wanted)) {
      return;
    }
    terminal.step("Deploying " + archive.getFileName());
    known.forget();
    Files.deleteIfExists(mark(place, "failed"));
    Files.deleteIfExists(mark(place, "deployed"));
    Files.copy(archive, place, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(mark(place, "dodeploy"), "");
    awaitDeployed(place);
    known.keep(wanted);
  }

  private static Path mark(Path place, String word) {
    return place.resolveSibling(place.getFileName() + "." + word);
  }

  private void awaitDeployed(Path place) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(mark(place, "deployed"))) {
      if (Files.exists(mark(place, "failed"))) {
        throw new IOException("not deployed: " + Files.readString(mark(place, "failed")));
      }
      if (System.nanoTime() > end) {
        throw new IOException("%s is not deployed, see %s".formatted(place, log()));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while deploying", e);
      }
    }
  }

  /** The server's checks do not know the application's: see docs/servers.md. */
  @Override
  URI readiness() {
    return URI.create(settings.httpBase() + "/payment/api/v1/keys");
  }

  @Override
  boolean isOfTheApplication(String answer) {
    return answer.contains("\"keys\"");
  }

  @Override
  public URI healthBase() {
    return URI.create("http://127.0.0.1:" + settings.ports().of(Ports.Port.ADMIN) + "/health");
  }

  @Override
  public void configure(String name, String value) throws IOException {
    administer(
        "if (outcome != success) of /system-property=%1$s:read-resource,/system-property=%1$s:add(value=\"%2$s\"),else,/system-property=%1$s:write-attribute(name=value,value=\"%2$s\"),end-if"
            .formatted(name, value));
  }

  @Override
  public void forget(String name) throws IOException {
    administer("/system-property=%s:remove".formatted(name));
  }

  @Override
  public void setDatabasePort(int port) throws IOException {
    administer(
        "/subsystem=datasources/data-source=kassaPool:write-attribute(name=connection-url,value=\"jdbc:postgresql://127.0.0.1:%d/%s\")"
            .formatted(port, Database.NAME));
  }

  @Override
  public int messagesIn(String queue) throws IOException {
    String answer =
        administer(
            "/subsystem=messaging-activemq/server=default/jms-queue=%s:read-attribute(name=message-count)"
                .formatted(queue));
    Matcher count = RESULT.matcher(answer);
    if (!count.find()) {
      throw new IOException("the server does not tell the number of messages: " + answer);
    }
    return Integer.parseInt(count.group(1));
  }

  /** A command of the server's administrator, with its output. */
  private String administer(String commands) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/jboss-cli.sh").toString());
    command.add("--connect");
    command.add("--controller=127.0.0.1:" + settings.ports().of(Ports.Port.ADMIN));
    command.add("--no-color-output");
    command.add("--commands=" + commands);
    return Commands.run(command, Map.of(), LIMIT, line -> {});
  }

  @Override
  public Path domain() {
    return domain;
  }

  @Override
  public Path log() {
    return domain.resolve("log/server.log");
  }

  @Override
  List<String> written() {
    return List.of("configuration", "log", "data");
  }

  @Override
  Path processIdFile() {
    return domain.resolve("pid");
  }
}
