package io.kassa.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.access.Caller;
import io.kassa.balance.boundary.Accounts;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.instance.Turn;
import io.kassa.merchant.entity.Merchant;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.persistence.EntityManager;
import jakarta.transaction.RollbackException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
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
class TransactionsIT {
  @Inject private EntityManager entities;
  @Inject private ConnectionFactory connections;
  @Inject private Queue queue;
  @Inject private Transactions transactions;
  @Inject private Shopkeeper shopkeeper;
  @Inject private Accounts accounts;

  @Deployment
  static EnterpriseArchive kassa() {
    return KassaArchive.withTests();
  }

  @Test
  void committedRowOfAReturningStatementStays() throws Exception {
    UUID id = UUID.randomUUID();

    List<Row> returned = transactions.commit(() -> insert(id));

    assertThat(returned).extracting(row -> row.uuid(0)).containsExactly(id);
    assertThat(isStored(id)).isTrue();
  }

  @Test
  void rolledBackRowOfAReturningStatementIsGone() throws Exception {
    UUID id = UUID.randomUUID();

    List<Row> returned = transactions.rollBack(() -> insert(id));

    assertThat(returned).extracting(row -> row.uuid(0)).containsExactly(id);
    assertThat(isStored(id)).isFalse();
  }

  @Test
  void returningStatementSharesTheConnectionOfTheFlush() throws Exception {
    Merchant merchant = Shopkeeper.merchant();
    transactions.commit(
        () -> {
          entities.persist(merchant);
          entities.flush();
          Object flushed = xmin(merchant.id());
          Row changed =
              Sql.row(
                      entities,
                      """
                      update merchants set name = 'renamed' where id = ?1
                      returning cast(xmin as text), pg_backend_pid()
                      """,
                      merchant.id())
                  .orElseThrow();
          Number reader =
              entities
                  .createQuery(
                      "select function('pg_backend_pid') from Merchant m where m.id = :id",
                      Number.class)
                  .setParameter("id", merchant.id())
                  .getSingleResult();

          assertThat(changed.text(0)).as("transaction of the row").isEqualTo(flushed);
          assertThat(changed.number(1)).as("backend").isEqualTo(reader.longValue());
          return null;
        });
  }

  @Test
  void returningStatementSeesWhatWasNotFlushedYet() throws Exception {
    Merchant merchant = Shopkeeper.merchant();

    List<Row> changed =
        transactions.rollBack(
            () -> {
              entities.persist(merchant);
              return Sql.rows(
                  entities,
                  "update merchants set name = 'renamed' where id = ?1 returning id",
                  merchant.id());
            });

    assertThat(changed).hasSize(1);
    assertThat(isStored(merchant.id())).isFalse();
  }

  @Test
  void databaseAloneCommits() throws Exception {
    UUID id = UUID.randomUUID();

    transactions.commit(() -> insert(id));

    assertThat(isStored(id)).isTrue();
  }

  @Test
  void brokerAloneCommits() throws Exception {
    UUID id = UUID.randomUUID();

    transactions.commit(() -> send(id));

    assertThat(isQueued(id)).isTrue();
    assertThat(transactions.commit(() -> take(id))).isTrue();
  }

  @Test
  void databaseThenBrokerInOneTransactionFails() throws Exception {
    UUID id = UUID.randomUUID();

    nothingIsLeftOf(
        id,
        () -> {
          insert(id);
          return send(id);
        });
  }

  @Test
  void brokerThenDatabaseInOneTransactionFails() throws Exception {
    UUID id = UUID.randomUUID();

    nothingIsLeftOf(
        id,
        () -> {
          send(id);
          return insert(id);
        });
  }

  @Test
  void refusalAfterAWriteLeavesNothing() throws Exception {
    Caller.Merchant merchant = shopkeeper.open();
    UUID account = accounts.open(merchant, "customer", "CNY", null).value().id();
    accounts.deposit(merchant, account, "before", 100, null);
    transactions.commit(
        () ->
            Sql.change(
                entities,
                "update stored_value_accounts set status = 'CLOSED' where id = ?1",
                account));

    assertThatExceptionOfType(PaymentException.class)
        .isThrownBy(() -> accounts.deposit(merchant, account, "after", 100, null))
        .extracting(PaymentException::code)
        .isEqualTo(ErrorCode.ACCOUNT_NOT_OPEN);

    assertThat(
            rows("select deposit_id from deposits where merchant_id = ?1", merchant.merchantId()))
        .extracting(row -> row.text(0))
        .containsExactly("before");
  }

  @Test
  void refusalEndsTheCallersTransactionToo() throws Exception {
    Caller.Merchant merchant = shopkeeper.open();
    UUID id = UUID.randomUUID();

    assertThatThrownBy(
            () ->
                transactions.commit(
                    () -> {
                      insert(id);
                      assertThatExceptionOfType(PaymentException.class)
                          .isThrownBy(() -> accounts.get(merchant, UUID.randomUUID()));
                      return null;
                    }))
        .isInstanceOf(RollbackException.class);
    assertThat(isStored(id)).isFalse();
  }

  @Test
  void timeOutRollsBack() throws Exception {
    UUID id = UUID.randomUUID();

    assertThatThrownBy(
            () ->
                transactions.commitWithin(
                    1,
                    () -> {
                      insert(id);
                      return Sql.rows(entities, "select 1 from pg_sleep(2)");
                    }))
        .isInstanceOf(RollbackException.class);
    assertThat(isStored(id)).isFalse();
  }

  private void nothingIsLeftOf(UUID id, Callable<?> both) throws Exception {
    assertThatThrownBy(() -> transactions.commit(both)).hasStackTraceContaining("non-XA Resource");
    assertThat(isStored(id)).as("row").isFalse();
    assertThat(isQueued(id)).as("message").isFalse();
  }

  private List<Row> insert(UUID id) {
    return Sql.rows(
        entities,
        """
        insert into merchants (id, name, mode, status, invoicing, late_success, created_at, version)
        values (?1, 'Container test', 'TEST', 'ACTIVE', 'ALWAYS', 'ACCEPT', now(), 1)
        returning id
        """,
        id);
  }

  private Object xmin(UUID id) {
    return Sql.row(entities, "select cast(xmin as text) from merchants where id = ?1", id)
        .orElseThrow()
        .text(0);
  }

  private boolean isStored(UUID id) throws Exception {
    return !rows("select 1 from merchants where id = ?1", id).isEmpty();
  }

  private List<Row> rows(String statement, UUID id) throws Exception {
    return transactions.commit(() -> Sql.rows(entities, statement, id));
  }

  private UUID send(UUID id) throws JMSException {
    try (JMSContext context = connections.createContext()) {
      var message = context.createTextMessage("container test");
      message.setJMSCorrelationID(id.toString());
      context.createProducer().send(queue, message);
    }
    return id;
  }

  private boolean isQueued(UUID id) throws Exception {
    return transactions.commit(
        () -> {
          try (JMSContext context = connections.createContext();
              QueueBrowser browser = context.createBrowser(queue, selector(id))) {
            return browser.getEnumeration().hasMoreElements();
          }
        });
  }

  private boolean take(UUID id) {
    try (JMSContext context = connections.createContext();
        var consumer = context.createConsumer(queue, selector(id))) {
      return consumer.receiveNoWait() != null;
    }
  }

  private static String selector(UUID id) {
    return "JMSCorrelationID = '" + id + "'";
  }
}
