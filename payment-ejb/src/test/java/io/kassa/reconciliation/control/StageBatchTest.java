package io.kassa.reconciliation.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.BillRow;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageBatchTest {
  private static final String ORDER = "01a207c89a617b328eb38e21efc8c5a3";
  private static final String ORDER_ID = "01a207c8-9a61-7b32-8eb3-8e21efc8c5a3";

  private final StageBatch batch = new StageBatch();

  @Test
  void columnsHoldOneValuePerLine() {
    batch.add(1, row(BillRow.Kind.PAYMENT, "42", ORDER, null, "SUCCESS"));
    batch.add(2, row(BillRow.Kind.REFUND, "43", "stranger", ORDER, "PROCESSING"));

    assertThat(batch.columns())
        .containsExactly(
            "1\u001f2",
            "PAYMENT\u001fREFUND",
            "42\u001f43",
            ORDER + "\u001fstranger",
            ORDER_ID + "\u001f",
            "\u001f" + ORDER,
            "\u001f" + ORDER_ID,
            "100\u001f100",
            "CNY\u001fCNY",
            "SUCCESS\u001fPROCESSING",
            "DONE\u001fOPEN",
            "1795492800\u001f1795492800");
  }

  @Test
  void valueCannotEndItsColumn() {
    batch.add(1, row(BillRow.Kind.PAYMENT, "4\u001f2\n", ORDER, null, "SUCCESS"));

    assertThat(batch.columns().get(2)).isEqualTo("4?2?");
  }

  @Test
  void batchIsFullAtItsLimitAndEmptyAgainAfterIt() {
    for (int line = 1; line < StageBatch.MOST_LINES; line++) {
      batch.add(line, row(BillRow.Kind.PAYMENT, "42", ORDER, null, "SUCCESS"));
    }
    assertThat(batch.isFull()).isFalse();
    batch.add(StageBatch.MOST_LINES, row(BillRow.Kind.PAYMENT, "42", ORDER, null, "SUCCESS"));
    assertThat(batch.isFull()).isTrue();

    batch.clear();

    assertThat(batch.isEmpty()).isTrue();
    batch.add(1, row(BillRow.Kind.PAYMENT, "42", ORDER, null, "SUCCESS"));
    assertThat(batch.columns().get(0)).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, DONE",
    "退款, DONE",
    "REVOKED, DONE",
    "WHATEVER, DONE",
    "PROCESSING, OPEN",
    "FAIL, FAILED",
    "CLOSED, FAILED",
    "CHANGE, FAILED",
    "ABNORMAL, FAILED"
  })
  void wordsForARefundSayWhetherMoneyMoved(String word, BillStanding standing) {
    assertThat(BillStanding.of(row(BillRow.Kind.REFUND, "42", ORDER, ORDER, word)))
        .isEqualTo(standing);
  }

  private static BillRow row(
      BillRow.Kind kind, String transaction, String order, String refund, String state) {
    return new BillRow(
        kind, transaction, order, refund, 100, "CNY", state, Instant.ofEpochSecond(1_795_492_800));
  }
}
