package io.kassa.sandbox.alipay;

import io.kassa.sandbox.bill.BillShelf;
import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Numbers;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.callback.Courier;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.payer.Payers;
import java.time.Clock;

/** Puts the parts of Alipay together. */
public final class Alipay {

  private Alipay() {}

  /** What Alipay is made of. */
  public record Platform(Merchants merchants, AlipayKeys keys, Courier courier, Clock clock) {}

  /** The gateway over these books. */
  public static Gateway gateway(
      Books books, Numbers numbers, Payers payers, Faults faults, Platform platform) {
    Clock clock = platform.clock();
    Trades trades = new Trades(books, clock);
    Ordering ordering = new Ordering(books, numbers, payers, trades, clock);
    Methods methods =
        new Methods(
            trades,
            new Refunding(payers, clock),
            new AlipayBills(books, new BillShelf(clock), faults, clock),
            platform.keys(),
            clock);
    payers.register(
        Provider.ALIPAY, new AlipayNotices(platform.keys(), platform.courier(), faults, clock));
    return new Gateway(platform.keys(), platform.merchants(), ordering, methods, faults, clock);
  }
}
