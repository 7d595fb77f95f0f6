package io.kassa.client;

import io.kassa.client.failure.NoAnswerException;
import io.kassa.client.http.Call;
import io.kassa.client.http.Reply;
import io.kassa.client.http.Transport;
import io.kassa.client.json.Members;
import io.kassa.client.model.Page;
import io.kassa.client.model.Payment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What both faces do with answers. */
final class Answers {
  private static final int LONGEST_WAIT_SECONDS = 30;
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
  private static final int ACCEPTED = 202;

  private final Transport transport;

  Answers(Transport transport) {
    this.transport = transport;
  }

  /** Sends and reads one object. */
  <T> T read(Call call, Function<Members, T> kind) {
    return readable(call, transport.send(call), kind);
  }

  /** Sends and reads one page of objects. */
  <T> Page<T> page(Call call, Function<Members, T> kind) {
    return read(
        call,
        json -> {
          List<T> items = new ArrayList<>();
          json.objects("items").forEach(item -> items.add(kind.apply(item)));
          return new Page<>(items, json.optionalText("nextCursor").orElse(null));
        });
  }

  String text(Call call) {
    return transport.send(call).text();
  }

  private static <T> T readable(Call call, Reply reply, Function<Members, T> kind) {
    try {
      return kind.apply(reply.json());
    } catch (IllegalArgumentException notOurs) {
      throw new NoAnswerException(call + " was answered with what is not Kassa's", true, notOurs);
    }
  }

  /** Asks, the server holding the answer back, until the payment is final or the time is over. */
  Payment waitUntilFinal(String path, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      long seconds = Math.max(0, Math.min(LONGEST_WAIT_SECONDS, left.toSeconds()));
      Payment payment =
          read(
              Call.get(path).with("wait", seconds).waiting(Duration.ofSeconds(seconds)),
              Payment::new);
      if (payment.isFinal() || seconds == 0) {
        return payment;
      }
    }
  }

  /** The document, as soon as it is made; empty if the time is over. */
  Optional<byte[]> invoiceFile(String path, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    Call call = Call.get(path + "/invoice").accepting("application/pdf");
    while (true) {
      Reply reply = transport.send(call);
      if (reply.status() != ACCEPTED) {
        return Optional.of(reply.bytes());
      }
      Duration pause = reply.retryAfter().orElse(USUAL_PAUSE);
      if (System.nanoTime() + pause.toNanos() > end) {
        return Optional.empty();
      }
      pause(pause);
    }
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted while waiting", true, stopping);
    }
  }
}
