package io.kassa.instance;

import java.io.IOException;
import java.util.List;

/** OpenMQ, which Payara has in it, and to which it turns as a remote JMS host. */
final class OutsideOpenMq extends OutsideBroker {
  private static final List<String> QUEUES =
      List.of("kassa.invoices", "kassa.webhooks", "kassa.mails", "kassa.deadLetters");

  private static final String SERVICE = "configs.config.server-config.jms-service.";
  private static final String PORT = SERVICE + "jms-host.default_JMS_host.port=";

  private final PayaraServer server;
  private final int portBefore;
  private final Broker broker;

  OutsideOpenMq(PayaraServer server, Settings settings) throws IOException {
    super(settings);
    this.server = server;
    this.portBefore = settings.ports().of(Ports.Port.JMS);
    this.broker = new Broker(server.home(), settings, port());
  }

  @Override
  List<String> command() {
    return List.of(
        server.home().resolve("mq/bin/imqbrokerd").toString(),
        "-javahome",
        System.getProperty("java.home"),
        "-varhome",
        directory().toString(),
        "-name",
        "kassa",
        "-port",
        Integer.toString(port()),
        "-Dimq.portmapper.hostname=127.0.0.1",
        "-Dimq.hostname=127.0.0.1",
        "-Dimq.persist.file.sync.enabled=true",
        "-Dimq.autocreate.queue=false",
        "-Dimq.autocreate.topic=false");
  }

  @Override
  boolean answers() {
    return broker.answers();
  }

  @Override
  void takeOver() throws IOException {
    for (String queue : QUEUES) {
      broker.make(queue);
    }
    server.administer("set", SERVICE + "type=REMOTE", PORT + port());
    server.restart();
  }

  @Override
  void giveBack() throws IOException {
    server.administer("set", SERVICE + "type=EMBEDDED", PORT + portBefore);
    server.restart();
  }
}
