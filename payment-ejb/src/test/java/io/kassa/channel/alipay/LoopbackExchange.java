package io.kassa.channel.alipay;

import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderReply;
import io.kassa.storage.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Over a real connection, without a server's beans: no retries, no bulkhead, no breaker. */
final class LoopbackExchange implements Exchange {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public CompletionStage<ProviderReply> ask(Call call) {
    return reply(call);
  }

  @Override
  public CompletionStage<ProviderReply> send(Call call) {
    return reply(call);
  }

  @Override
  public CompletionStage<Void> download(Call call, Reading reading) {
    return CLIENT
        .sendAsync(request(call), HttpResponse.BodyHandlers.ofInputStream())
        .thenAccept(
            answer -> {
              try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                  throw new ProviderException("http-" + answer.statusCode(), null);
                }
                reading.read(body);
              } catch (IOException e) {
                throw new ProviderException("broken-off", e);
              }
            });
  }

  private CompletionStage<ProviderReply> reply(Call call) {
    return CLIENT
        .sendAsync(request(call), HttpResponse.BodyHandlers.ofByteArray())
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                throw new ProviderException("not-reached", failure);
              }
              if (answer.statusCode() >= 500) {
                throw new ProviderException("http-" + answer.statusCode(), null);
              }
              return new ProviderReply(
                  answer.statusCode(), answer.headers(), Bytes.of(answer.body()));
            })
        .toCompletableFuture();
  }

  private static HttpRequest request(Call call) {
    HttpRequest request = call.next().build();
    if (!call.hosts().allow(request.uri())) {
      throw new ProviderException("host-not-allowed", null);
    }
    return request;
  }

  /** What never goes anywhere. */
  static Exchange unreachable() {
    return new Exchange() {
      @Override
      public CompletionStage<ProviderReply> ask(Call call) {
        return CompletableFuture.failedStage(new ProviderException("not-reached", null));
      }

      @Override
      public CompletionStage<ProviderReply> send(Call call) {
        return ask(call);
      }

      @Override
      public CompletionStage<Void> download(Call call, Reading reading) {
        return CompletableFuture.failedStage(new ProviderException("not-reached", null));
      }
    };
  }
}
