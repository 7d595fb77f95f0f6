package io.kassa.channel.alipay;

import io.kassa.channel.BillRequest;
import io.kassa.channel.BillRows;
import io.kassa.channel.BillUnavailableException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Fetches bills: the signed answer names an address, the file itself is unsigned. */
final class Bills {
  private static final String METHOD = "alipay.data.dataservice.bill.downloadurl.query";

  private final Exchange exchange;
  private final Gateway gateway;

  Bills(Exchange exchange, Gateway gateway) {
    this.exchange = exchange;
    this.gateway = gateway;
  }

  CompletionStage<Void> trades(Account account, BillRequest request, BillRows rows) {
    return gateway
        .ask(account, METHOD, Contents.bill(request), Deadline.begin())
        .thenCompose(answer -> download(account, answer, rows))
        .exceptionallyCompose(Bills::unavailable);
  }

  private CompletionStage<Void> download(Account account, Answer answer, BillRows rows) {
    if (answer instanceof Answer.Nothing nothing) {
      throw new BillUnavailableException(nothing.reason());
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (!believed.isSuccess()) {
      throw new BillUnavailableException(believed.code());
    }
    URI address = address(account, believed.fields().text("bill_download_url"));
    BillFile file = new BillFile(account.sellerId());
    return exchange.download(
        Call.download(account, address), bytes -> file.read(bytes, rows::accept));
  }

  private static URI address(Account account, String text) {
    try {
      URI address = secured(URI.create(text));
      if (account.hosts().allow(address)) {
        return address;
      }
    } catch (IllegalArgumentException notOne) {
      throw new BillUnavailableException("download-address-is-none");
    }
    throw new BillUnavailableException("download-address-not-allowed");
  }

  /** The provider names its own host by http; it answers there by https as well. */
  private static URI secured(URI address) {
    boolean plain =
        "http".equals(address.getScheme())
            && AccountReader.BILL_HOST.equals(address.getHost())
            && address.getPort() == -1;
    return plain ? URI.create("https" + address.toString().substring("http".length())) : address;
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
