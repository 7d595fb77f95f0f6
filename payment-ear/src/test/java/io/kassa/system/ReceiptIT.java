package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiptIT {
  private static final int OLD = 2_501;
  private static final int YOUNG = 3;

  private final UUID merchantId = UUID.randomUUID();

  /** The database writes down how many receipts each statement takes away. */
  @BeforeEach
  void countBatches() {
    Books.script(
        """
        create schema batches;
        create table batches.seen (id bigint generated always as identity, size bigint);
        create function batches.note() returns trigger language plpgsql security definer as $$
        begin
          insert into batches.seen (size) select count(*) from gone having count(*) > 0;
          return null;
        end $$;
        create trigger batches after delete on kassa.receipts
          referencing old table as gone for each statement execute function batches.note();
        """);
  }

  @AfterEach
  void countNoLonger() {
    Books.script(
        "drop schema batches cascade; delete from receipts where merchant_id = '%s'"
            .formatted(merchantId));
  }

  @Test
  void oldReceiptsGoInBoundedBatchesAndYoungOnesStay() {
    // what happens meanwhile, such as the expiry of other tests' payments, is not counted
    String start = Books.strings("select now()").get(0);
    String eventsUntilNow = "select count(*) from events where created_at < '" + start + "'";
    String postingsUntilNow = "select count(*) from postings where booked_at < '" + start + "'";
    long events = Books.count(eventsUntilNow);
    long postings = Books.count(postingsUntilNow);
    insert(YOUNG, "29 days 23 hours 50 minutes");
    insert(OLD, "30 days 1 second");

    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> receipts("received_at < now() - interval '30 days'") == 0);

    assertThat(Books.strings("select size::text from batches.seen order by id"))
        .containsExactly("1000", "1000", "501");
    assertThat(receipts("true")).isEqualTo(YOUNG);
    assertThat(Books.count(eventsUntilNow)).isEqualTo(events);
    assertThat(Books.count(postingsUntilNow)).isEqualTo(postings);
  }

  private void insert(int count, String age) {
    Books.script(
        """
        insert into receipts (event_id, consumer, merchant_id, received_at)
        select gen_random_uuid(), 'invoice', '%s', now() - interval '%s'
          from generate_series(1, %d)
        """
            .formatted(merchantId, age, count));
  }

  private long receipts(String condition) {
    return Books.count(
        "select count(*) from receipts where merchant_id = '%s' and %s"
            .formatted(merchantId, condition));
  }
}
