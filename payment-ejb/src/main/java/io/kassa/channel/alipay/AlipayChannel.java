package io.kassa.channel.alipay;

import io.kassa.channel.BillRequest;
import io.kassa.channel.BillRows;
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

/** Alipay for merchants with a contract of their own: QR code, app and browser. */
@ApplicationScoped
public class AlipayChannel implements Channel {
  private static final int OK = 200;
  private static final NoticeAnswer TAKEN = new NoticeAnswer(OK, "text/plain", "success");

  /** Anything but the word above makes a notice come again. */
  private static final NoticeAnswer AGAIN = new NoticeAnswer(OK, "text/plain", "fail");

  private final Accounts accounts = new Accounts();
  private final Orders orders;
  private final Closing closing;
  private final Refunds refunds;
  private final Bills bills;
  private final NoticeReader notices;

  /** For the proxy alone. */
  AlipayChannel() {
    this((Exchange) null, Clock.systemUTC());
  }

  @Inject
  AlipayChannel(LiveClient live, TestClient test) {
    this(new SeparateExchange(live, test), Clock.systemUTC());
  }

  AlipayChannel(Exchange exchange, Clock clock) {
    CertificateDownload certificates = new CertificateDownload(exchange, clock);
    Gateway gateway = new Gateway(exchange, certificates, clock);
    this.orders = new Orders(gateway, clock);
    this.closing = new Closing(gateway, orders, clock);
    this.refunds = new Refunds(gateway, clock);
    this.bills = new Bills(exchange, gateway);
    this.notices = new NoticeReader(certificates, clock);
  }

  @Override
  public ChannelName name() {
    return ChannelName.ALIPAY;
  }

  @Override
  public Set<Scene> scenes() {
    return EnumSet.of(Scene.NATIVE, Scene.APP, Scene.H5);
  }

  @Override
  public Set<String> currencies() {
    return Set.of(Yuan.CURRENCY);
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
    return closing.close(accounts.of(settings), order);
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
}
