package io.kassa.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.access.Caller;
import io.kassa.access.Scope;
import io.kassa.balance.boundary.Accounts;
import io.kassa.instance.Turn;
import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.CredentialTerms;
import io.kassa.money.Money;
import io.kassa.payment.boundary.CreatePayment;
import io.kassa.payment.boundary.Payments;
import io.kassa.payment.entity.Payment;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("payara")
@Order(Turn.IN_SERVER)
@ExtendWith(ArquillianExtension.class)
class StorageIT {
  private static final Instant NANOS = Instant.parse("2031-05-06T07:08:09.123456789Z");
  private static final Instant MICROS = Instant.parse("2031-05-06T07:08:09.123456Z");

  @Inject private EntityManager entities;
  @Inject private Transactions transactions;
  @Inject private Shopkeeper shopkeeper;
  @Inject private Accounts accounts;
  @Inject private Payments payments;

  @Deployment
  static EnterpriseArchive kassa() {
    return KassaArchive.withTests();
  }

  @Test
  void uuidOfAnEntityMayBeNull() throws Exception {
    Payment stored = storedAgain(payment(shopkeeper.open(), null));

    assertThat(stored.accountId()).isNull();
    assertThat(column("account_id", "payments", stored.id()).uuid(0)).isNull();
  }

  @Test
  void uuidOfAnEntityComesBack() throws Exception {
    Caller.Merchant merchant = shopkeeper.open();
    UUID account = accounts.open(merchant, "customer", "CNY", null).value().id();

    Payment stored = storedAgain(payment(merchant, account));

    assertThat(stored.accountId()).isEqualTo(account);
    assertThat(column("account_id", "payments", stored.id()).uuid(0)).isEqualTo(account);
  }

  @Test
  void uuidOfAnEntityIsFoundByValueAndByNull() throws Exception {
    Caller.Merchant merchant = shopkeeper.open();
    UUID account = accounts.open(merchant, "customer", "CNY", null).value().id();
    UUID with = payments.create(merchant, order(account), null).value().id();
    UUID without = payments.create(merchant, order(null), null).value().id();

    assertThat(found("p.accountId = :account", merchant, account)).containsExactly(with);
    assertThat(found("p.accountId is null or p.accountId = :account", merchant, null))
        .containsExactly(without);
  }

  @Test
  void timeOfAnEntityMayBeNull() throws Exception {
    Credential stored = stored(credential(shopkeeper.open(), null));

    assertThat(stored.terms().expiresAt()).isNull();
    assertThat(stored.revokedAt()).isNull();
    assertThat(column("expires_at", "credentials", stored.id()).time(0)).isNull();
  }

  @Test
  void timeOfAnEntityComesBackInMicroseconds() throws Exception {
    Credential stored = stored(credential(shopkeeper.open(), NANOS));

    assertThat(stored.terms().expiresAt()).isEqualTo(MICROS);
    assertThat(column("expires_at", "credentials", stored.id()).time(0)).isEqualTo(MICROS);
  }

  @Test
  void timeOfAnEntityMayChangeFromNull() throws Exception {
    Credential stored = stored(credential(shopkeeper.open(), null));
    transactions.commit(
        () -> {
          entities.find(Credential.class, stored.id()).revoke(NANOS);
          return null;
        });

    assertThat(column("revoked_at", "credentials", stored.id()).time(0)).isEqualTo(MICROS);
    assertThat(read(stored.id()).revokedAt()).isEqualTo(MICROS);
  }

  @Test
  void parametersOfANativeStatementMayBeNull() throws Exception {
    Row row = echo(null, null);

    assertThat(row.isNull(0)).isTrue();
    assertThat(row.uuid(0)).isNull();
    assertThat(row.time(1)).isNull();
  }

  @Test
  void parametersOfANativeStatementComeBack() throws Exception {
    UUID id = UUID.randomUUID();

    Row row = echo(id, MICROS);

    assertThat(row.uuid(0)).isEqualTo(id);
    assertThat(row.time(1)).isEqualTo(MICROS);
  }

  @Test
  void secondStatementOfATransactionSeesWhatEntitiesChanged() throws Exception {
    String id = stored(credential(shopkeeper.open(), null)).id();

    Row seen =
        transactions.commit(
            () -> {
              Sql.row(entities, "select 1");
              assertThat(entities.unwrap(Connection.class)).isNotNull();
              entities.find(Credential.class, id).revoke(MICROS);
              return Sql.row(entities, "select revoked_at from credentials where id = ?1", id)
                  .orElseThrow();
            });

    assertThat(seen.time(0)).isEqualTo(MICROS);
  }

  @Test
  void entitiesLiveInTheServersPool() throws Exception {
    assertThat(row("select current_setting('application_name')").text(0)).isEqualTo("kassaPool");
  }

  private Row echo(UUID id, Instant at) throws Exception {
    return row("select cast(?1 as uuid), cast(?2 as timestamptz)", id, at);
  }

  private Row column(String column, String table, Object id) throws Exception {
    return row("select " + column + " from " + table + " where id = ?1", id);
  }

  private Row row(String statement, Object... parameters) throws Exception {
    return transactions.commit(() -> Sql.row(entities, statement, parameters).orElseThrow());
  }

  private List<UUID> found(String condition, Caller.Merchant merchant, UUID account)
      throws Exception {
    return transactions.commit(
        () ->
            entities
                .createQuery(
                    "select p from Payment p where p.merchantId = :merchant and ("
                        + condition
                        + ")",
                    Payment.class)
                .setParameter("merchant", merchant.merchantId())
                .setParameter("account", account)
                .getResultStream()
                .map(Payment::id)
                .toList());
  }

  /**
   * A payment as an entity that no row stands for: the application reads payments through JPA and
   * never makes one, so it is read in a transaction that is then rolled back.
   */
  private Payment payment(Caller.Merchant merchant, UUID account) throws Exception {
    return transactions.rollBack(
        () -> {
          UUID id = payments.create(merchant, order(account), null).value().id();
          return entities.find(Payment.class, id);
        });
  }

  private Payment storedAgain(Payment payment) throws Exception {
    transactions.commit(
        () -> {
          assertThat(entities.find(Payment.class, payment.id())).as("rolled back").isNull();
          entities.persist(payment);
          return null;
        });
    return transactions.commit(() -> entities.find(Payment.class, payment.id()));
  }

  private Credential stored(Credential credential) throws Exception {
    transactions.commit(
        () -> {
          entities.persist(credential);
          return null;
        });
    return read(credential.id());
  }

  private Credential read(String id) throws Exception {
    return transactions.commit(() -> entities.find(Credential.class, id));
  }

  private static Credential credential(Caller.Merchant merchant, Instant expiresAt) {
    String id = "kc_" + UUID.randomUUID().toString().replace("-", "");
    return Credential.secret(
        id,
        merchant.merchantId(),
        new byte[32],
        new CredentialTerms(Scope.ofBusiness(), List.of(), expiresAt),
        MICROS);
  }

  private static CreatePayment order(UUID account) {
    return new CreatePayment(
        UUID.randomUUID().toString(),
        Money.ofMinor(100, "CNY"),
        null,
        900,
        Map.of(),
        null,
        account,
        List.of(),
        null,
        false);
  }
}
