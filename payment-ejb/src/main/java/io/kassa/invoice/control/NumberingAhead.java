package io.kassa.invoice.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.invoice.entity.NumberedInvoice;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Leased;
import io.kassa.outbox.Notice;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Numbers a backlog of invoices before it is sent to the queue, up to {@value #MOST} of a merchant
 * in one transaction, and remembers their facts for the listener of this node. All this saves work
 * and promises nothing: an invoice that is not numbered here, or not remembered, is numbered, or
 * found, by the listener (docs/adr/0042).
 */
@ApplicationScoped
public class NumberingAhead {
  private static final Logger LOG = Logger.getLogger(NumberingAhead.class.getName());

  /** For fewer, two short transactions of the listener's are no more work. */
  static final int FEWEST = 5;

  /** The merchant's series is locked for no more of them; some 50 ms. */
  static final int MOST = 100;

  private static final int REMEMBERED = 5_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

  @EJB private InvoiceBook book;

  /** By payment. */
  private final Cache<UUID, NumberedInvoice> numbered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  void number(@Observes Leased leased) {
    if (!leased.consumer().equals(Consumers.INVOICE)) {
      return;
    }
    Map<UUID, List<UUID>> payments = new LinkedHashMap<>();
    leased.notices().stream()
        .filter(notice -> !InvoiceMaking.isOfRefund(notice))
        .forEach(
            notice ->
                payments
                    .computeIfAbsent(notice.merchantId(), merchant -> new ArrayList<>())
                    .add(notice.paymentId()));
    payments.forEach(this::number);
  }

  private void number(UUID merchantId, List<UUID> payments) {
    for (int from = 0; payments.size() - from >= FEWEST; from += MOST) {
      List<UUID> batch = payments.subList(from, Math.min(from + MOST, payments.size()));
      try {
        book.numberAll(merchantId, batch)
            .forEach(invoice -> numbered.put(invoice.facts().paymentId(), invoice));
      } catch (RuntimeException failure) {
        // one that cannot be numbered must not hold up the others: each alone, then
        LOG.log(Level.FINE, "no numbers ahead for merchant " + merchantId, failure);
        return;
      }
    }
  }

  /** What a notice's invoice was numbered as by this node of late, once; empty if it was not. */
  Optional<NumberedInvoice> take(Notice notice) {
    return Optional.ofNullable(numbered.asMap().remove(notice.paymentId()));
  }
}
