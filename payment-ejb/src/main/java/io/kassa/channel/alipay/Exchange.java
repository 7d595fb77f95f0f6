package io.kassa.channel.alipay;

import io.kassa.channel.http.ProviderReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;

/**
 * How a call leaves and its answer comes back. The application's goes through {@link AlipayClient};
 * a test's needs no server. Every stage completes with an answer of any status below 500, or
 * exceptionally.
 */
interface Exchange {

  /** Reads a bill as it comes; the stream is closed by whoever opened it. */
  @FunctionalInterface
  interface Reading {
    void read(InputStream bill) throws IOException;
  }

  /** Asks; may ask again by itself. */
  CompletionStage<ProviderReply> ask(Call call);

  /** Sends once. */
  CompletionStage<ProviderReply> send(Call call);

  /** Opens a bill and has it read. */
  CompletionStage<Void> download(Call call, Reading reading);
}
