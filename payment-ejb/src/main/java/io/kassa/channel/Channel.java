package io.kassa.channel;

import io.kassa.failure.PaymentException;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One provider, as Kassa sees it. An implementation is a CDI bean without state of its own but
 * caches; found by its type, so adding a channel is adding its package.
 *
 * <p>The calls return at once and complete on a thread of the server's executor; a stage never
 * completes with a failure other than a bug, because whatever a provider or the network does is an
 * outcome. Every call ends within {@link #LONGEST_CALL_SECONDS}. None may be made while a
 * transaction or a connection is held.
 */
public interface Channel {
  /** How long a call may take in all, its retries included. */
  int LONGEST_CALL_SECONDS = 15;

  /** Which one it is; one implementation per name. */
  ChannelName name();

  /** The scenes it can do at all; a configuration offers some or all of them. */
  Set<Scene> scenes();

  /** In which currencies it takes money, ISO 4217. No call is made with an order in another. */
  Set<String> currencies();

  /** What a configuration consists of: which settings there are and which are secret. */
  Set<SettingName> settingNames();

  /**
   * Refuses settings with which no call could work: a missing one, a key that does not parse, an
   * address that is not the provider's.
   *
   * @throws PaymentException INVALID_REQUEST naming each field as {@code settings.<name>}
   */
  void check(ChannelSettings settings);

  /**
   * Creates the order at the provider. Calling again with the same order is safe and answers the
   * same or an equally good next action.
   *
   * @return Pending with the next action; Paid if it took the money at once; Declined; Unknown
   */
  CompletionStage<ChannelOutcome> start(ChannelSettings settings, ChannelOrder order);

  /**
   * Asks how the order stands.
   *
   * @return any outcome; Absent only if the provider's signature on that answer holds
   */
  CompletionStage<ChannelOutcome> query(ChannelSettings settings, ChannelOrder order);

  /**
   * Asks how the order stands by the provider's own number of it, as a bill or a payer's receipt
   * names it. A channel that knows no such question asks by ours.
   *
   * @param transactionId as the provider wrote it
   * @return any outcome; one of another order is Unknown
   */
  default CompletionStage<ChannelOutcome> queryTransaction(
      ChannelSettings settings, ChannelOrder order, String transactionId) {
    return query(settings, order);
  }

  /**
   * Ends an order that nobody paid, so that nobody can pay it any more.
   *
   * @return Closed; Paid if it was paid before; Unknown if neither is sure
   */
  CompletionStage<ChannelOutcome> close(ChannelSettings settings, ChannelOrder order);

  /** Gives money back. Calling again with the same refund never refunds twice. */
  CompletionStage<RefundOutcome> refund(ChannelSettings settings, RefundOrder refund);

  /** Asks how a refund stands. */
  CompletionStage<RefundOutcome> queryRefund(ChannelSettings settings, RefundOrder refund);

  /**
   * Reads what claims to be the provider's notice: the signature first, then the content. Works
   * without waiting for the network.
   */
  NoticeReading read(ChannelSettings settings, NoticeRequest request);

  /** How the provider wants to hear that a notice was taken, or was not and shall come again. */
  NoticeAnswer answer(boolean taken);

  /**
   * Fetches the provider's bill of a day and writes its rows as they come; the size of a bill does
   * not show in memory.
   *
   * @return when all rows were handed over; completes exceptionally with {@link
   *     BillUnavailableException} if the provider has none yet or the transfer broke
   */
  CompletionStage<Void> bill(ChannelSettings settings, BillRequest request, BillRows rows);
}
