package io.kassa.web.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.ejb.EJBTransactionRolledbackException;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  @Test
  void aProblemIsWrittenAsRfc9457Says() {
    Problem problem =
        Problem.of(
            ErrorCode.INVALID_REQUEST,
            "amount: must be an integer",
            List.of(new FieldError("amount", "must be an \"integer\"\n")),
            "0123-4567");
    assertThat(new String(problem.json(), UTF_8))
        .isEqualTo(
            "{\"type\":\"urn:kassa:problem:invalid-request\","
                + "\"title\":\"The request is not valid\",\"status\":400,"
                + "\"detail\":\"amount: must be an integer\","
                + "\"instance\":\"urn:kassa:request:0123-4567\",\"code\":\"invalid-request\","
                + "\"errors\":[{\"field\":\"amount\",\"detail\":\"must be an \\\"integer\\\"\\n\"}]}");
  }

  @Test
  void errorsAreLeftOutWhenThereAreNone() {
    Problem problem = Problem.of(ErrorCode.NOT_FOUND, "There is none.", List.of(), "x");
    assertThat(new String(problem.json(), UTF_8)).doesNotContain("errors");
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST,400",
    "UNAUTHORIZED,401",
    "PAYMENT_KEY_EXPIRED,401",
    "INSUFFICIENT_FUNDS,402",
    "PAYMENT_DECLINED,402",
    "FORBIDDEN,403",
    "NOT_FOUND,404",
    "INVOICE_NOT_REQUESTED,404",
    "METHOD_NOT_ALLOWED,405",
    "EVENTS_ARCHIVED,410",
    "NOT_ACCEPTABLE,406",
    "ORDER_CONFLICT,409",
    "REQUEST_IN_PROGRESS,409",
    "PAYLOAD_TOO_LARGE,413",
    "UNSUPPORTED_MEDIA_TYPE,415",
    "IDEMPOTENCY_KEY_REUSED,422",
    "LIMIT_EXCEEDED,422",
    "TOO_MANY_REQUESTS,429",
    "INTERNAL_ERROR,500",
    "SERVICE_UNAVAILABLE,503"
  })
  void theContractsStatusBelongsToTheCode(ErrorCode code, int status) {
    assertThat(ProblemKind.of(code).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyStateThatRefusesIsAConflict(ErrorCode code) {
    ProblemKind kind = ProblemKind.of(code);
    assertThat(kind.title()).isNotBlank();
    if (code.name().startsWith("PAYMENT_")
        && code != ErrorCode.PAYMENT_KEY_EXPIRED
        && code != ErrorCode.PAYMENT_DECLINED) {
      assertThat(kind.status()).isEqualTo(409);
    }
  }

  @Test
  void onlyWhatPassesByItselfSaysWhenToTryAgain() {
    for (ErrorCode code : ErrorCode.values()) {
      boolean passes =
          code == ErrorCode.REQUEST_IN_PROGRESS
              || code == ErrorCode.SERVICE_UNAVAILABLE
              || code == ErrorCode.TOO_MANY_REQUESTS;
      assertThat(Problems.headers(code, false).containsKey("Retry-After"))
          .as(code.name())
          .isEqualTo(passes);
    }
  }

  @Test
  void aBrowserIsNotChallengedForBasic() {
    assertThat(Problems.headers(ErrorCode.UNAUTHORIZED, true))
        .containsEntry("WWW-Authenticate", "PaymentKey realm=\"kassa\"");
    assertThat(Problems.headers(ErrorCode.UNAUTHORIZED, false))
        .containsEntry(
            "WWW-Authenticate",
            "Basic realm=\"kassa\", charset=\"UTF-8\", PaymentKey realm=\"kassa\"");
    assertThat(Problems.headers(ErrorCode.FORBIDDEN, false)).doesNotContainKey("WWW-Authenticate");
  }

  @Test
  void aRefusalIsFoundInsideWhatTheContainerWrapsAroundIt() {
    PaymentException refused = PaymentException.invalid("amount", "must be an integer");
    Failure failure =
        Failure.of(new EJBTransactionRolledbackException("x", new EJBException(refused)));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(failure.errors()).hasSize(1);
    assertThat(Failure.of(new EJBAccessException("x")).code()).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @ParameterizedTest
  @CsvSource({
    "55P03,REQUEST_IN_PROGRESS",
    "40P01,REQUEST_IN_PROGRESS",
    "40001,REQUEST_IN_PROGRESS",
    "08001,SERVICE_UNAVAILABLE",
    "08006,SERVICE_UNAVAILABLE",
    "57P01,SERVICE_UNAVAILABLE",
    "57P03,SERVICE_UNAVAILABLE",
    "57014,SERVICE_UNAVAILABLE",
    "53300,SERVICE_UNAVAILABLE",
    "23505,INTERNAL_ERROR",
    "22021,INTERNAL_ERROR",
    ",INTERNAL_ERROR"
  })
  void theDatabasesStateTellsWhetherToTryAgain(String state, ErrorCode code) {
    Exception wrapped =
        new EJBException("x", new IllegalStateException(new SQLException("secret", state)));
    assertThat(Failure.of(wrapped).code()).isEqualTo(code);
  }

  @Test
  void anEmptyPoolIsNoBug() {
    SQLException noConnection =
        new SQLException("Error in allocating a connection", new ResourceAllocationException("x"));
    assertThat(Failure.of(new EJBException("x", noConnection)).code())
        .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  @Test
  void aConnectionThatBreaksAtTheCommitIsNoBug() {
    EJBException unable = new EJBException("Unable to complete", new SystemException("x"));
    assertThat(Failure.of(unable).code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  @Test
  void aBugSaysNothingOfItself() {
    Failure failure =
        Failure.of(new IllegalStateException("secret", new RuntimeException("secret")));
    assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(failure.detail()).doesNotContain("secret");
  }

  @Test
  void aRingOfCausesEnds() {
    RuntimeException first = new IllegalStateException("a");
    RuntimeException second = new IllegalStateException("b", first);
    first.initCause(second);
    assertThat(Failure.of(first).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "404,404", "405,405", "409,400", "414,400", "431,400", "500,500", "502,500", "505,500"
  })
  void theServersOwnStatusBecomesOneOfOurs(int chosen, int answered) {
    assertThat(ProblemKind.of(Failure.ofStatus(chosen).code()).status()).isEqualTo(answered);
  }
}
