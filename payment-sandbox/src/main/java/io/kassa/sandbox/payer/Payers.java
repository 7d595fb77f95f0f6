package io.kassa.sandbox.payer;

import io.kassa.sandbox.books.Charge;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.books.Refund;
import io.kassa.sandbox.books.RefundState;
import io.kassa.sandbox.books.RefusedException;
import io.kassa.sandbox.callback.Notifier;
import io.kassa.sandbox.fault.Fault;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.fault.Script;
import io.kassa.sandbox.fault.Target;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Moves money in the books, and has the merchant told. */
public final class Payers {

  private static final System.Logger LOG = System.getLogger(Payers.class.getName());

  private final Clock clock;
  private final ScheduledExecutorService clockwork;
  private final Faults faults;
  private final Map<Provider, Notifier> notifiers = new ConcurrentHashMap<>();

  public Payers(Clock clock, ScheduledExecutorService clockwork, Faults faults) {
    this.clock = clock;
    this.clockwork = clockwork;
    this.faults = faults;
  }

  /** Who tells this provider's merchants. */
  public void register(Provider provider, Notifier notifier) {
    notifiers.put(provider, notifier);
  }

  /** An order is new: a payer who acts by himself will come, or has come already. */
  public void expect(Order order) {
    Script script = faults.script(Target.of(order.terms()));
    if (script.fault() == Fault.EARLY_CALLBACK) {
      act(order, script);
    } else if (script.payerActs()) {
      after(faults.conduct().payerDelay(), () -> act(order, script));
    }
  }

  private void act(Order order, Script script) {
    try {
      if (script.fault() == Fault.PAYER_DECLINES) {
        decline(order);
      } else {
        pay(order);
      }
    } catch (RefusedException e) {
      // The merchant closed the order, or somebody paid by hand: then there is nothing to do.
      LOG.log(Level.DEBUG, "the payer came too late: {0}", e.refusal());
    }
  }

  /**
   * Pays.
   *
   * @throws RefusedException if the order is paid, closed or too old
   */
  public Charge pay(Order order) {
    Charge charge = order.pay(clock.instant(), payerOf(order));
    notifiers.get(order.terms().key().provider()).paid(order);
    return charge;
  }

  private static String payerOf(Order order) {
    String anyone =
        switch (order.terms().key().provider()) {
          case WECHAT_PAY -> "oSandboxPayer000000000000001";
          case ALIPAY -> "2088000000000001";
        };
    return order.terms().payer().orElse(anyone);
  }

  /** Says no; the order goes on waiting, as with both providers. */
  public void decline(Order order) {
    order.decline(clock.instant());
  }

  /** Ends a refund at once. */
  public Refund settle(Order order, Refund refund) {
    Fault fault = faults.script(Target.of(order, refund.refundNo(), refund.amountMinor())).fault();
    Refund ended =
        order.settle(
            refund.refundNo(),
            fault == Fault.DECLINE ? RefundState.FAILED : RefundState.SUCCEEDED,
            clock.instant());
    notifiers.get(order.terms().key().provider()).refunded(order, ended);
    return ended;
  }

  /** Ends a refund a little later, as WeChat Pay does. */
  public void settleLater(Order order, Refund refund) {
    after(faults.conduct().payerDelay(), () -> settle(order, refund));
  }

  private void after(Duration delay, Runnable work) {
    var unused = clockwork.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
