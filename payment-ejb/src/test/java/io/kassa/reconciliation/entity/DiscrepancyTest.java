package io.kassa.reconciliation.entity;

import static io.kassa.reconciliation.entity.DiscrepancyAction.IGNORE;
import static io.kassa.reconciliation.entity.DiscrepancyAction.QUERY_AND_BOOK;
import static io.kassa.reconciliation.entity.DiscrepancyAction.REFUND;
import static io.kassa.reconciliation.entity.DiscrepancyAction.SUSPENSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.reconciliation.entity.Discrepancy.BillSide;
import io.kassa.reconciliation.entity.Discrepancy.OwnSide;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiscrepancyTest {
  private static final Instant AT = Instant.parse("2026-11-24T04:00:00Z");
  private static final UUID ID = new UUID(1, 2);

  @ParameterizedTest
  @CsvSource({
    "MISSING_HERE, PAYMENT, 110", "MISSING_HERE, REFUND, -110",
    "DUPLICATE, PAYMENT, 110", "DUPLICATE, REFUND, -110",
    "AMOUNT, PAYMENT, 10", "AMOUNT, REFUND, -10",
    "MISSING_THERE, PAYMENT, -100", "MISSING_THERE, REFUND, 100",
    "STATE, PAYMENT, 0", "STATE, REFUND, 0"
  })
  void surplusIsWhatTheChannelHoldsMore(DiscrepancyKind kind, BillSubject subject, long surplus) {
    assertThat(discrepancy(kind, subject, "CNY").surplusMinor()).isEqualTo(surplus);
  }

  @Test
  void amountsOfTwoCurrenciesHaveNoDifference() {
    Discrepancy found = discrepancy(DiscrepancyKind.AMOUNT, BillSubject.PAYMENT, "USD");

    assertThat(found.surplusMinor()).isZero();
    assertThat(found.actions()).containsExactlyInAnyOrder(QUERY_AND_BOOK, IGNORE);
  }

  @Test
  void actionsFitTheKind() {
    assertThat(actions(DiscrepancyKind.MISSING_HERE)).containsExactly(SUSPENSE, IGNORE);
    assertThat(actions(DiscrepancyKind.DUPLICATE)).containsExactly(SUSPENSE, IGNORE);
    assertThat(actions(DiscrepancyKind.AMOUNT)).containsExactly(QUERY_AND_BOOK, SUSPENSE, IGNORE);
    assertThat(actions(DiscrepancyKind.MISSING_THERE))
        .containsExactly(QUERY_AND_BOOK, SUSPENSE, IGNORE);
    assertThat(actions(DiscrepancyKind.STATE)).containsExactly(QUERY_AND_BOOK, REFUND, IGNORE);
  }

  @ParameterizedTest
  @EnumSource(DiscrepancyKind.class)
  void nothingIsGivenBackOfARefundAndNobodyChoosesKassasOwnAction(DiscrepancyKind kind) {
    assertThat(discrepancy(kind, BillSubject.REFUND, "CNY").actions())
        .contains(IGNORE)
        .doesNotContain(REFUND, DiscrepancyAction.FOUND_LATER);
  }

  private static Iterable<DiscrepancyAction> actions(DiscrepancyKind kind) {
    return discrepancy(kind, BillSubject.PAYMENT, "CNY").actions();
  }

  private static Discrepancy discrepancy(
      DiscrepancyKind kind, BillSubject subject, String billCurrency) {
    BillSide bill = new BillSide(1, "42", "0", null, 110, billCurrency, "SUCCESS", AT);
    OwnSide own = new OwnSide(ID, ID, null, 100, "CNY", "SUCCEEDED", AT);
    return new Discrepancy(
        ID,
        ID,
        ID,
        kind,
        subject,
        kind == DiscrepancyKind.MISSING_THERE ? null : bill,
        kind == DiscrepancyKind.MISSING_HERE ? null : own,
        null,
        AT);
  }
}
