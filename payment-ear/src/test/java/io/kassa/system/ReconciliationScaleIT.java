package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A long bill with five hundred differences of every kind. Its length is {@code
 * -Dkassa.reconciliation.lines}; what it took is printed, and docs/reconciliation.md has the
 * figures of a million.
 */
class ReconciliationScaleIT {
  private static final int LINES = Integer.getInteger("kassa.reconciliation.lines", 100_000);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long MOST_MEBIBYTES = 512;
  private static final int MOST_LIVE_MEBIBYTES = 64;

  @Test
  void everyPlantedDifferenceOfALongBillIsFoundAndNothingElse() throws Exception {
    Shop shop = Shop.open();
    // the settings hold the provider's address, and the day the configuration's id
    MadeDay[] day = new MadeDay[1];
    MadeDay shape = new MadeDay(shop.merchantId(), "", Reconciled.today().minusDays(3), LINES);
    try (BillHouse provider = new BillHouse(shape::bill);
        ServerHeap heap = new ServerHeap()) {
      String configuration = shop.configure("WECHAT_PAY", provider.settings());
      day[0] = new MadeDay(shop.merchantId(), configuration, shape.date(), LINES);
      day[0].write();
      Reconciled done = measured(shop, configuration, shape, heap);

      assertThat(done.json().toString()).contains("\"status\":\"DONE\"");
      assertThat(done.number("lines")).isEqualTo(LINES);
      assertThat(found(done)).containsExactlyElementsOf(shape.expected());
      assertThat(done.number("discrepancies")).isEqualTo(shape.expected().size()).isEqualTo(500);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  Books.count(
                          "select count(*) from reconciliation_lines where merchant_id = '"
                              + shop.merchantId()
                              + "'")
                      == 0);
      report(done);
    } finally {
      if (day[0] != null) {
        day[0].remove();
      }
    }
  }

  private static Reconciled measured(
      Shop shop, String configuration, MadeDay day, ServerHeap heap) {
    long before = heap.liveMebibytes();
    AtomicLong most = new AtomicLong();
    Set<Integer> progress = new TreeSet<>();
    Instant begin = Instant.now();
    Reconciled asked = Reconciled.of(shop, configuration, day.date());
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              most.accumulateAndGet(heap.usedMebibytes() - before, Math::max);
              progress.add(asked.number("lines"));
              return asked.status().matches("DONE|FAILED");
            });
    Duration took = Duration.between(begin, Instant.now());
    long kept = heap.liveMebibytes() - before;
    System.out.printf(
        "reconciliation: %d lines in %.1f s; heap grew by at most %d MiB, %d MiB stayed%n",
        LINES, took.toMillis() / 1_000.0, most.get(), kept);
    assertThat(progress).as("lines that were shown meanwhile").hasSizeGreaterThan(2);
    assertThat(most.get()).isLessThan(MOST_MEBIBYTES);
    assertThat(kept).isLessThan(MOST_LIVE_MEBIBYTES);
    return asked;
  }

  private static List<String> found(Reconciled done) {
    return Books.strings(
        """
        select kind || ' ' || subject || ' ' || case subject
                 when 'REFUND' then coalesce(refund_number, '-')
                 else coalesce(order_number, replace(attempt_id::text, '-', '')) end
          from discrepancies where reconciliation_id = '%s' order by 1
        """
            .formatted(done.id()));
  }

  /** The report has a line for each, however many pages it is read in. */
  private static void report(Reconciled done) {
    Reply report = Client.auditor().get("/reconciliations/" + done.id() + "/report", "text/csv");
    assertThat(report.status()).as(report.body()).isEqualTo(200);
    assertThat(report.header("Content-Type")).startsWith("text/csv");
    assertThat(report.body().lines()).hasSize(501);
  }
}
