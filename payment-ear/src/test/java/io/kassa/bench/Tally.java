package io.kassa.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the client saw, by merchant: the books are counted against it. */
final class Tally {

  /**
   * Counts of one merchant.
   *
   * @param started flows whose creation was sent; what became of those beyond {@code succeeded} the
   *     client does not know
   * @param succeeded flows whose confirmation came back
   */
  record Seen(LongAdder started, LongAdder succeeded) {}

  private final Map<String, Seen> merchants = new ConcurrentHashMap<>();

  void started(LoadMerchant merchant) {
    of(merchant).started().increment();
  }

  void succeeded(LoadMerchant merchant) {
    of(merchant).succeeded().increment();
  }

  Seen of(LoadMerchant merchant) {
    return merchants.computeIfAbsent(
        merchant.id(), id -> new Seen(new LongAdder(), new LongAdder()));
  }
}
