package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.instance.Keystore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys are replaced on a running instance, with keytool and asadmin, while it takes payments. */
class KeyRotationIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** More than two batches of the re-sealing timer. */
  private static final int ROWS = 250;

  /** Another node, as the table of nodes shows it. */
  private static final String NEIGHBOUR = "neighbour";

  private final Keystore keystore = Instance.current().server().keystore();
  private final Shop shop = Shop.open("ON_REQUEST");

  @AfterEach
  void neighbourEnds() {
    change("delete from crypto_key_nodes where node = '" + NEIGHBOUR + "'");
    Books.areRight();
  }

  @Test
  void credentialKeyIsReplacedWhilePaymentsGoOn() throws Exception {
    int old = activeVersion();
    int next = (int) Books.count("select max(version) from crypto_keys" + ofCredentials()) + 1;
    SealedSecrets sealed = new SealedSecrets(shop.merchantId());
    Map<String, String> secrets = sealed.insert(ROWS, old);
    String damaged = sealed.insertDamaged(old);
    shop.configure("WECHAT_PAY", Sandbox.merchant().weChatPay().toString());
    assertThat(configurationsNaming(old)).isEqualTo(1);
    neighbourHolds("credential-" + old);

    try (Payer payer = new Payer(shop)) {
      Instance.current().server().configure("kassa.key.credential.active", "" + next);
      keystore.addAesKey("credential-" + next);
      await().atMost(SOON).until(() -> held().contains("credential-" + next));
      lookAgain();
      assertThat(state(next)).as("the neighbour lacks it").isEqualTo("VERIFY_ONLY");

      neighbourHolds("credential-" + old, "credential-" + next);
      await().atMost(SOON).until(() -> state(next).equals("ACTIVE"));
      assertThat(state(old)).isEqualTo("VERIFY_ONLY");
      await().atMost(SOON).until(() -> sealed.naming(next) == ROWS);
      assertThat(sealed.open(secrets.keySet(), next)).isEqualTo(secrets);
      await().atMost(SOON).until(() -> configurationsNaming(next) == 1);
      assertThat(sealed.naming(old)).as("the damaged row").isEqualTo(1);

      letTheOverlapEnd(next);
      lookAgain();
      assertThat(state(old)).as("a row still names it").isEqualTo("VERIFY_ONLY");
      change("delete from credentials where id = '" + damaged + "'");
      await().atMost(SOON).until(() -> state(old).equals("RETIRED"));

      keystore.remove("credential-" + old);
      await().atMost(SOON).until(() -> !held().contains("credential-" + old));
      payer.requireNoFailure();
    }
    assertThat(shop.order(null, 1_240).confirm("WECHAT_PAY").status()).isEqualTo(202);
  }

  private long configurationsNaming(int version) {
    return Books.count(
        """
        select count(*) from channel_configurations
         where merchant_id = '%s'
           and get_byte(sealed_secrets, 1) * 256 + get_byte(sealed_secrets, 2) = %d
        """
            .formatted(shop.merchantId(), version));
  }

  @Test
  void keystoreThatIsDamagedOrLacksAKeyIsRefused() throws Exception {
    byte[] whole = keystore.bytes();
    List<String> before = held();
    try (Payer payer = new Payer(shop)) {
      keystore.remove("credential-" + activeVersion());
      lookAgain();
      assertThat(held()).isEqualTo(before);

      keystore.overwrite(new byte[] {1});
      lookAgain();
      assertThat(held()).isEqualTo(before);
      payer.requireNoFailure();
    } finally {
      keystore.overwrite(whole);
    }
  }

  /** Waits until the node looked at its keystore and at its settings once more, from the start. */
  private static void lookAgain() {
    for (int look = 0; look < 2; look++) {
      String last = lookedAt();
      await().atMost(SOON).until(() -> !lookedAt().equals(last));
    }
  }

  private static String lookedAt() {
    return Books.strings("select max(seen_at)::text from crypto_key_nodes where " + thisNode())
        .get(0);
  }

  /** The keys that the node says it works with. */
  private static List<String> held() {
    return Books.strings(
        """
        select unnest(aliases) from crypto_key_nodes
         where node = (select node from crypto_key_nodes where %s order by seen_at desc limit 1)
        """
            .formatted(thisNode()));
  }

  private static String thisNode() {
    return "node <> '" + NEIGHBOUR + "'";
  }

  private static String ofCredentials() {
    return " where purpose = 'CREDENTIAL'";
  }

  private static int activeVersion() {
    return (int)
        Books.count("select version from crypto_keys" + ofCredentials() + " and state = 'ACTIVE'");
  }

  private static String state(int version) {
    return Books.strings(
            "select state from crypto_keys" + ofCredentials() + " and version = " + version)
        .get(0);
  }

  private static void neighbourHolds(String... aliases) {
    change(
        """
        insert into crypto_key_nodes (node, aliases, seen_at)
        values ('%s', '{%s}', now() + interval '1 hour')
        on conflict (node) do update set aliases = excluded.aliases
        """
            .formatted(NEIGHBOUR, String.join(",", aliases)));
  }

  private static void letTheOverlapEnd(int version) {
    change(
        "update crypto_keys set activated_at = activated_at - interval '5 minutes'"
            + ofCredentials()
            + " and version = "
            + version);
  }

  private static void change(String statement) {
    try (Connection connection = Instance.current().database().superuser();
        Statement sql = connection.createStatement()) {
      sql.execute("set search_path = kassa, public");
      sql.execute(statement);
    } catch (SQLException failure) {
      throw new IllegalStateException(statement, failure);
    }
  }

  /** A customer who pays again and again until the test ends. */
  private static final class Payer implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicInteger paid = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    Payer(Shop shop) {
      String account = shop.account(1_000_000);
      thread.execute(
          () -> {
            while (!ending.get()) {
              pay(shop, account);
            }
          });
    }

    private void pay(Shop shop, String account) {
      try {
        Reply confirmed = shop.order(account, 1).confirm();
        if (confirmed.status() == 200) {
          paid.incrementAndGet();
        } else {
          failures.add(confirmed.status() + " " + confirmed.body());
        }
      } catch (AssertionError | RuntimeException refused) {
        failures.add(refused.toString());
      }
    }

    void requireNoFailure() {
      assertThat(failures).isEmpty();
      assertThat(paid).hasPositiveValue();
    }

    @Override
    public void close() {
      ending.set(true);
      thread.shutdown();
    }
  }
}
