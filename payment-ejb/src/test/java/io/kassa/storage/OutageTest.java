package io.kassa.storage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.resource.ResourceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "25006", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P02"})
  void databaseThatCannotServeIsAnOutage(String state) {
    assertThat(Outage.caused(wrapped(new SQLException("away", state)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22021", "23505", "23514", "25P02", "42501", "42P01", "55000", "0"})
  void refusedWorkIsNoOutage(String state) {
    assertThat(Outage.caused(wrapped(new SQLException("refused", state)))).isFalse();
  }

  @Test
  void emptyPoolIsAnOutage() {
    assertThat(Outage.caused(wrapped(new SQLException("no", new ResourceException("none")))))
        .isTrue();
  }

  @Test
  void connectionThatBreaksAtTheCommitIsAnOutage() {
    SystemException commit = new SystemException();
    commit.initCause(new XAException("An I/O error occurred while sending to the backend."));

    assertThat(Outage.caused(new EJBException("Unable to complete", commit))).isTrue();
  }

  @Test
  void failureWithoutDatabaseIsNoOutage() {
    assertThat(Outage.caused(wrapped(new SQLException("without a state")))).isFalse();
    assertThat(Outage.caused(new IllegalStateException("no payment"))).isFalse();
    assertThat(Outage.caused(null)).isFalse();
  }

  private static Exception wrapped(Exception cause) {
    return new EJBException(new IllegalStateException(cause));
  }
}
