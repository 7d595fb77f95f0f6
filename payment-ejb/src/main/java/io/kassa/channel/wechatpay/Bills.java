package io.kassa.channel.wechatpay;

import io.kassa.channel.BillRequest;
import io.kassa.channel.BillRow;
import io.kassa.channel.BillRows;
import io.kassa.channel.BillUnavailableException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Fetches bills: the signed answer names an address and a hash, the file itself is unsigned. */
final class Bills {
  private final Exchange exchange;
  private final Gateway gateway;
  private final Clock clock;

  Bills(Exchange exchange, Gateway gateway, Clock clock) {
    this.exchange = exchange;
    this.gateway = gateway;
    this.clock = clock;
  }

  CompletionStage<Void> trades(Account account, BillRequest request, BillRows rows) {
    String target =
        "/v3/bill/tradebill?bill_date=" + request.date() + "&bill_type=ALL&tar_type=GZIP";
    TradeSums sums = new TradeSums();
    return fetch(
        account,
        target,
        line -> {
          BillRow row = TradeBill.row(account, line);
          sums.add(row);
          rows.accept(row);
        },
        sums::check);
  }

  CompletionStage<Void> flows(Account account, BillRequest request, Consumer<FundFlowRow> rows) {
    String target =
        "/v3/bill/fundflowbill?bill_date=" + request.date() + "&account_type=BASIC&tar_type=GZIP";
    return fetch(account, target, line -> rows.accept(FundFlowRow.of(line)), sums -> {});
  }

  private CompletionStage<Void> fetch(
      Account account,
      String target,
      Consumer<BillTable.Line> details,
      Consumer<BillTable.Line> sums) {
    return gateway
        .ask(account, target, Deadline.begin())
        .thenCompose(answer -> download(account, answer, details, sums))
        .exceptionallyCompose(Bills::unavailable);
  }

  private CompletionStage<Void> download(
      Account account,
      Answer answer,
      Consumer<BillTable.Line> details,
      Consumer<BillTable.Line> sums) {
    if (answer instanceof Answer.Nothing nothing) {
      throw new BillUnavailableException(nothing.reason());
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (!believed.isSuccess()) {
      String code = believed.code();
      if (code.equals("NO_STATEMENT_EXIST")) {
        // a day without a single trade has no bill
        return CompletableFuture.completedStage(null);
      }
      throw new BillUnavailableException(code);
    }
    JsonAnswer told = believed.json();
    if (!told.text("hash_type").equals("SHA1")) {
      throw new BillUnavailableException("hash-of-another-kind");
    }
    BillFile file = new BillFile(told.text("hash_value"));
    URI address = address(account, told.text("download_url"));
    return exchange.download(
        Call.download(account, address, clock), bytes -> sums.accept(file.read(bytes, details)));
  }

  private static URI address(Account account, String text) {
    try {
      URI address = URI.create(text);
      if (account.hosts().allow(address)) {
        return address;
      }
    } catch (IllegalArgumentException notOne) {
      throw new BillUnavailableException("download-address-is-none");
    }
    throw new BillUnavailableException("download-address-not-allowed");
  }

  /** A failure of whoever takes the rows goes on as it is. */
  private static CompletionStage<Void> unavailable(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof BillUnavailableException) {
      return CompletableFuture.failedStage(cause);
    }
    if (cause instanceof MalformedAnswerException) {
      return CompletableFuture.failedStage(new BillUnavailableException(cause.getMessage()));
    }
    return CompletableFuture.failedStage(new BillUnavailableException(Gateway.reason(cause)));
  }
}
