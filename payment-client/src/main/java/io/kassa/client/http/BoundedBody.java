package io.kassa.client.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The bytes of an answer, up to a limit; a longer one is given up. */
final class BoundedBody implements BodySubscriber<byte[]> {
  /** An invoice has some hundred kilobytes; nothing of Kassa is nearly so long. */
  static final int LONGEST_BYTES = 16 * 1_024 * 1_024;

  private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
  private Flow.Subscription subscription;
  private long bytes;

  @Override
  public CompletionStage<byte[]> getBody() {
    return all.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    all.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    if (bytes > LONGEST_BYTES) {
      subscription.cancel();
      all.onError(new IOException("the answer is longer than " + LONGEST_BYTES + " bytes"));
    } else {
      all.onNext(buffers);
    }
  }

  @Override
  public void onError(Throwable failure) {
    all.onError(failure);
  }

  @Override
  public void onComplete() {
    all.onComplete();
  }
}
