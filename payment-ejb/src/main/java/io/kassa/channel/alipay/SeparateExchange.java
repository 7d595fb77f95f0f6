package io.kassa.channel.alipay;

import io.kassa.channel.http.ProviderReply;
import java.util.concurrent.CompletionStage;

/** Sends live and test merchants' calls their own ways. */
record SeparateExchange(Exchange live, Exchange test) implements Exchange {

  @Override
  public CompletionStage<ProviderReply> ask(Call call) {
    return of(call).ask(call);
  }

  @Override
  public CompletionStage<ProviderReply> send(Call call) {
    return of(call).send(call);
  }

  @Override
  public CompletionStage<Void> download(Call call, Reading reading) {
    return of(call).download(call, reading);
  }

  private Exchange of(Call call) {
    return call.test() ? test : live;
  }
}
