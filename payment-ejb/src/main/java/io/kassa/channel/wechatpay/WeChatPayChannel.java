package io.kassa.channel.wechatpay;

import io.kassa.channel.BillRequest;
import io.kassa.channel.BillRows;
import io.kassa.channel.BillUnavailableException;
import io.kassa.channel.Channel;
import io.kassa.channel.ChannelName;
import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.NoticeAnswer;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeRequest;
import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.Scene;
import io.kassa.channel.SettingName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** WeChat Pay for merchants with a contract of their own, in all four scenes. */
@ApplicationScoped
public class WeChatPayChannel implements Channel {
  private static final NoticeAnswer TAKEN = new NoticeAnswer(204, null, "");

  /** Any status of 4xx or 5xx makes a notice come again. */
  private static final NoticeAnswer AGAIN =
      new NoticeAnswer(
          400, "application/json", "{\"code\":\"FAIL\",\"message\":\"not taken, send it again\"}");

  private final Accounts accounts = new Accounts();
  private final Orders orders;
  private final Refunds refunds;
  private final Bills bills;
  private final NoticeReader notices;

  /** For the proxy alone. */
  WeChatPayChannel() {
    this((Exchange) null, Clock.systemUTC());
  }

  @Inject
  WeChatPayChannel(LiveClient live, TestClient test) {
    this(new SeparateExchange(live, test), Clock.systemUTC());
  }

  WeChatPayChannel(Exchange exchange, Clock clock) {
    Certificates certificates = new Certificates(exchange, clock);
    Gateway gateway = new Gateway(exchange, certificates, clock);
    this.orders = new Orders(gateway, clock);
    this.refunds = new Refunds(gateway);
    this.bills = new Bills(exchange, gateway, clock);
    this.notices = new NoticeReader(certificates, clock);
  }

  @Override
  public ChannelName name() {
    return ChannelName.WECHAT_PAY;
  }

  @Override
  public Set<Scene> scenes() {
    return EnumSet.allOf(Scene.class);
  }

  @Override
  public Set<String> currencies() {
    return Set.of(RequestBodies.CURRENCY);
  }

  @Override
  public Set<SettingName> settingNames() {
    return AccountReader.NAMES;
  }

  @Override
  public void check(ChannelSettings settings) {
    // read for its refusals; the first call reads it again, into the cache
    Account unused = AccountReader.read(settings);
  }

  @Override
  public CompletionStage<ChannelOutcome> start(ChannelSettings settings, ChannelOrder order) {
    return orders.start(accounts.of(settings), order);
  }

  @Override
  public CompletionStage<ChannelOutcome> query(ChannelSettings settings, ChannelOrder order) {
    return orders.query(accounts.of(settings), order);
  }

  @Override
  public CompletionStage<ChannelOutcome> queryTransaction(
      ChannelSettings settings, ChannelOrder order, String transactionId) {
    return orders.queryTransaction(accounts.of(settings), order, transactionId);
  }

  @Override
  public CompletionStage<ChannelOutcome> close(ChannelSettings settings, ChannelOrder order) {
    return orders.close(accounts.of(settings), order);
  }

  @Override
  public CompletionStage<RefundOutcome> refund(ChannelSettings settings, RefundOrder refund) {
    return refunds.refund(accounts.of(settings), refund);
  }

  @Override
  public CompletionStage<RefundOutcome> queryRefund(ChannelSettings settings, RefundOrder refund) {
    return refunds.query(accounts.of(settings), refund);
  }

  @Override
  public NoticeReading read(ChannelSettings settings, NoticeRequest request) {
    return notices.read(accounts.of(settings), request);
  }

  @Override
  public NoticeAnswer answer(boolean taken) {
    return taken ? TAKEN : AGAIN;
  }

  @Override
  public CompletionStage<Void> bill(ChannelSettings settings, BillRequest request, BillRows rows) {
    return bills.trades(accounts.of(settings), request, rows);
  }

  /**
   * Fetches the movements of money on the merchant's account of a day, in the way of {@link #bill}.
   *
   * @return when all rows were handed over; completes exceptionally with {@link
   *     BillUnavailableException} if there is no bill yet or the transfer broke
   */
  public CompletionStage<Void> fundFlow(
      ChannelSettings settings, BillRequest request, Consumer<FundFlowRow> rows) {
    return bills.flows(accounts.of(settings), request, rows);
  }
}
