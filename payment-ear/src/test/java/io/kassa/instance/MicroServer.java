package io.kassa.instance;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A Payara Micro, started by the script that is a container's process. It has no administrator:
 * what it runs with is said at its start, and settings are files that it reads.
 */
final class MicroServer extends Server {

  private static final String QUEUE =
      "org.apache.activemq:type=Broker,brokerName=kassa,destinationType=Queue,destinationName=";

  private static final String MANAGEMENT = "com.sun.management.jmxremote.";

  private final Path domains;
  private final Path domain;
  private int databasePort;
  private long managed;
  private Map<String, String> broker = Map.of();

  MicroServer(Node node) {
    super(node);
    this.domains = settings.directory().resolve("micro");
    this.domain = domains.resolve("kassa");
    this.databasePort = database.port();
  }

  /** The configuration is made anew at each start, so that there is one kind of start. */
  @Override
  void start() throws IOException {
    startAgain();
  }

  /** It is never without the application. */
  @Override
  boolean isNew() {
    return false;
  }

  @Override
  void startAgain() throws IOException {
    Files.createDirectories(log().getParent());
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("setsid");
    }
    command.add("sh");
    command.add(settings.root().resolve("docker/micro/start.sh").toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().putAll(startEnvironment());
    Files.deleteIfExists(processIdFile());
    awaitProcess(builder.start());
  }

  private Map<String, String> startEnvironment() throws IOException {
    Map<String, String> e = new TreeMap<>(environment());
    e.put("KASSA_MICRO_FILES", settings.distribution().zip().toString());
    e.put("KASSA_DOMAINS_DIR", domains.toString());
    e.put("KASSA_SANDBOX_WAR", settings.sandboxWar().toString());
    e.put("KASSA_DB_PORT", Integer.toString(databasePort));
    e.putAll(broker);
    return e;
  }

  /** Names the broker elsewhere of its next start; with nothing in it, that is its own. */
  void turnToBroker(Map<String, String> variables) {
    broker = Map.copyOf(variables);
  }

  /** Waits until the server tells its number, for {@link #stop} goes by that. */
  private void awaitProcess(Process script) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(processIdFile())) {
      if (!script.isAlive() || System.nanoTime() > end) {
        throw new IOException("the server does not start, see " + log());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while starting", e);
      }
    }
  }

  /** The server takes the application when it starts. */
  @Override
  void deploy() {}

  /** The server takes the sandbox when it starts, before the application. */
  @Override
  void deploySandbox() {}

  /** A file of that name, which is what a mounted ConfigMap is. */
  @Override
  public void configure(String name, String value) throws IOException {
    Files.writeString(domain.resolve("settings").resolve(name), value);
  }

  @Override
  public void forget(String name) throws IOException {
    Files.deleteIfExists(domain.resolve("settings").resolve(name));
  }

  @Override
  public void setDatabasePort(int port) throws IOException {
    databasePort = port;
  }

  /** The broker has no port; its MBean is asked by one that is opened in the process for that. */
  @SuppressWarnings("BanJNDI") // the address is this machine's
  @Override
  public int messagesIn(String queue) throws IOException {
    int port = settings.ports().of(Ports.Port.JMX);
    openManagement(port);
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(port));
    try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
      return ((Number)
              connector
                  .getMBeanServerConnection()
                  .getAttribute(new ObjectName(QUEUE + queue), "QueueSize"))
          .intValue();
    } catch (JMException e) {
      throw new IOException("the broker does not tell of " + queue, e);
    }
  }

  /** Once in the life of a process, on the loopback. */
  private void openManagement(int port) throws IOException {
    long process = processId();
    if (managed == process) {
      return;
    }
    Properties agent = new Properties();
    agent.setProperty(MANAGEMENT + "host", "127.0.0.1");
    agent.setProperty(MANAGEMENT + "port", Integer.toString(port));
    agent.setProperty(MANAGEMENT + "rmi.port", Integer.toString(port));
    agent.setProperty(MANAGEMENT + "authenticate", "false");
    agent.setProperty(MANAGEMENT + "ssl", "false");
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process));
      try {
        machine.startManagementAgent(agent);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("the server cannot be attached to", e);
    }
    managed = process;
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
    return List.of("server/config", "log", "broker");
  }

  @Override
  Path processIdFile() {
    return domain.resolve("server/config/pid");
  }
}
