package io.kassa.notification.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AbstractAsyncResponseConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Keeps the status and the first bytes of an answer; one that goes on for long is broken off. */
final class BeginningOfAnswer extends AbstractAsyncResponseConsumer<WebhookAnswer, String> {
  /** How many bytes are kept. */
  static final int KEPT_BYTES = 1_024;

  /** How many are taken off the wire. */
  static final int MOST_BYTES = 64 * 1_024;

  BeginningOfAnswer() {
    super(new Beginning());
  }

  @Override
  protected WebhookAnswer buildResult(HttpResponse response, String entity, ContentType type) {
    return new WebhookAnswer(response.getCode(), null, entity == null ? "" : entity);
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    // 1xx says nothing about the delivery
  }

  private static final class Beginning extends AbstractBinAsyncEntityConsumer<String> {
    private final ByteBuffer kept = ByteBuffer.allocate(KEPT_BYTES);
    private int seen;

    @Override
    protected void streamStart(ContentType type) {
      // the type does not matter
    }

    @Override
    protected int capacityIncrement() {
      return MOST_BYTES;
    }

    @Override
    protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
      seen += source.remaining();
      if (seen > MOST_BYTES) {
        throw new IOException("the answer is too long");
      }
      while (source.hasRemaining() && kept.hasRemaining()) {
        kept.put(source.get());
      }
      source.position(source.limit());
    }

    /** PostgreSQL takes no NUL; a character cut in two becomes a replacement character. */
    @Override
    protected String generateContent() {
      return new String(kept.array(), 0, kept.position(), StandardCharsets.UTF_8)
          .replace('\0', '\uFFFD');
    }

    @Override
    public void releaseResources() {
      kept.clear();
    }
  }
}
