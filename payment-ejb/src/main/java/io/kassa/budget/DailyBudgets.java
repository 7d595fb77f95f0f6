package io.kassa.budget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.node.NodeShare;
import io.kassa.schema.SchemaGate;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Spends daily budgets on this node. What is spent in a transaction that rolls back is given back
 * by itself. A payment counts for the day on which its part was drawn, which is the day of its
 * creation but for the milliseconds around midnight.
 *
 * <p>A node that crashes leaves its chunk unused for that day: 1/200 of the limit at most, divided
 * by the nodes.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class DailyBudgets {
  private static final Logger LOG = Logger.getLogger(DailyBudgets.class.getName());
  private static final int MOST_REMEMBERED = 100_000;
  private static final int MOST_REMOVED = 1_000;

  private record Key(UUID merchantId, String currency) {}

  private final Cache<Key, NodeBudget> budgets =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  @EJB private BudgetBook book;
  @EJB private SchemaGate gate;
  @Inject private NodeShare share;
  @Resource private TransactionSynchronizationRegistry transaction;

  /**
   * Spends from what this node holds, without database work; empty if that is short.
   *
   * @param limitMinor the merchant's limit per day
   * @param minor how much, positive
   */
  public Optional<Spending> spendHeld(
      UUID merchantId, String currency, long limitMinor, long minor) {
    NodeBudget budget = budget(merchantId, currency);
    return spending(budget, budget.spendHeld(limitMinor, minor), minor);
  }

  /** Spends, drawing from the common budget; empty if today's budget does not hold so much. */
  public Optional<Spending> spend(UUID merchantId, String currency, long limitMinor, long minor) {
    NodeBudget budget = budget(merchantId, currency);
    return spending(budget, budget.spend(limitMinor, minor, share.liveNodes()), minor);
  }

  @Schedule(second = "*/5", minute = "*", hour = "*", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void trim() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      int nodes = share.liveNodes();
      budgets.asMap().values().forEach(budget -> budget.trim(nodes));
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "budgets were not trimmed; tried again in 5 s", failure);
    }
  }

  @Schedule(second = "0", minute = "17", hour = "*", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void removeOld() {
    if (gate.isOpen()) {
      book.removeOld(MOST_REMOVED);
    }
  }

  @PreDestroy
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void leave() {
    try {
      budgets.asMap().values().forEach(NodeBudget::leave);
    } catch (RuntimeException failure) {
      LOG.log(Level.INFO, "parts of today's budgets stay unused: {0}", failure.getMessage());
    }
  }

  private Optional<Spending> spending(NodeBudget budget, OptionalLong day, long minor) {
    if (day.isEmpty()) {
      return Optional.empty();
    }
    Spending spending = new Spending(budget, day.getAsLong(), minor);
    transaction.registerInterposedSynchronization(spending);
    return Optional.of(spending);
  }

  private NodeBudget budget(UUID merchantId, String currency) {
    return budgets.get(
        new Key(merchantId, currency),
        key -> new NodeBudget(new Shared(book, key.merchantId(), key.currency()), share::now));
  }

  /** One budget in the database. */
  private record Shared(BudgetBook book, UUID merchantId, String currency)
      implements NodeBudget.Source {
    @Override
    public Optional<Drawn> draw(long limitMinor, long minor) {
      return book.draw(merchantId, currency, limitMinor, minor);
    }

    @Override
    public void giveBack(LocalDate day, long minor) {
      book.giveBack(merchantId, currency, day, minor);
    }
  }
}
