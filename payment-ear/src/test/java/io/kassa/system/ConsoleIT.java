package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.instance.Instance;
import io.kassa.system.Shop.Order;
import java.io.IOException;
import java.rmi.UnmarshalException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kassa's MBeans, by the server's own JMX connector and with its administrator's password. */
@Tag("payara")
class ConsoleIT {
  private static final String INVOICES = "Relay,consumer=invoice";

  private final Shop shop = Shop.open();
  private JMXConnector connector;
  private MBeanServerConnection server;

  @BeforeEach
  void connect() throws IOException {
    connector = connector(Instance.current().passwords().get("admin"));
    server = connector.getMBeanServerConnection();
  }

  @AfterEach
  void goOn() throws Exception {
    call(INVOICES, "resume");
    connector.close();
    Books.areRight();
  }

  @SuppressWarnings("BanJNDI") // the address is this machine's
  private static JMXConnector connector(String password) throws IOException {
    String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi";
    return JMXConnectorFactory.connect(
        new JMXServiceURL(url.formatted(Instance.current().jmxPort())),
        Map.of(JMXConnector.CREDENTIALS, new String[] {"admin", password}));
  }

  @Test
  void nobodyComesInWithoutTheAdministratorsPassword() {
    // Payara's own refusal cannot be sent, so it arrives as a failure to read the answer
    assertThatThrownBy(() -> connector("wrong"))
        .isInstanceOfAny(SecurityException.class, UnmarshalException.class);
  }

  @Test
  void relayThatIsPausedSendsNothingUntilItIsResumed() throws Exception {
    call(INVOICES, "pause");
    Order order = shop.order(shop.account(100), 10);
    assertThat(order.confirm().status()).isEqualTo(200);

    assertThat(attribute(INVOICES, "Paused")).isEqualTo(true);
    assertThat(attribute(INVOICES, "PausedBy")).isEqualTo("jmx");
    Awaitility.await().until(() -> attribute(INVOICES, "Sent").equals(0L));
    assertThat((long) attribute(INVOICES, "Waiting")).isPositive();
    assertThat(audited("relay.paused")).isPositive();

    call(INVOICES, "resume");

    assertThat(attribute(INVOICES, "Paused")).isEqualTo(false);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> order.phone().get(order.path() + "/invoice").status() == 200);
  }

  @Test
  void deadLettersAreListedAndOnlyTheyAreReplayed() throws Exception {
    assertThat(attribute("DeadLetters", "Oldest")).isInstanceOf(String[].class);
    String unknown = UUID.randomUUID().toString();

    assertThatThrownBy(() -> call("DeadLetters", "replay", unknown))
        .hasStackTraceContaining("no dead notice of event " + unknown);
  }

  @Test
  void whatIsNoIdIsRefusedByName() {
    assertThatThrownBy(() -> call("Channels", "inquire", "1", "2", "3"))
        .hasStackTraceContaining("merchantId is not a UUID: 1");
  }

  @Test
  void keysAreToldByVersionAndRotatedToTheNewest() throws Exception {
    TabularData active = (TabularData) attribute("Keys", "Active");
    assertThat(active.containsKey(new Object[] {"payment-key"})).isTrue();

    assertThat((String) call("Keys", "rotate", "payment-key")).startsWith("payment-key-");
    assertThatThrownBy(() -> call("Keys", "rotate", "umbrella"))
        .hasStackTraceContaining("no purpose of keys: umbrella");
  }

  @Test
  void nodeTellsThatItServes() throws Exception {
    assertThat(attribute("Node", "Open")).isEqualTo(true);
    assertThat(attribute("Node", "Obstacle")).isNull();
    assertThat((int) attribute("Node", "LiveNodes")).isPositive();
  }

  private static ObjectName name(String type) throws Exception {
    return new ObjectName("io.kassa:type=" + type);
  }

  private Object attribute(String type, String attribute) throws Exception {
    return server.getAttribute(name(type), attribute);
  }

  private Object call(String type, String operation, String... arguments) throws Exception {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, String.class.getName());
    return server.invoke(name(type), operation, arguments, signature);
  }

  private static long audited(String action) {
    List<String> found =
        Books.strings(
            "select 1 from audit_entries where actor = 'jmx' and action = '%s'".formatted(action));
    return found.size();
  }
}
