package io.kassa.channel.wechatpay;

import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderReply;
import io.kassa.channel.wechatpay.MessageVerifier.Verdict;
import io.kassa.storage.Bytes;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Signed requests in, believed answers out. */
final class Gateway {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REDIRECTION = 300;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final Exchange exchange;
  private final Certificates certificates;
  private final MessageVerifier verifier;
  private final Clock clock;

  Gateway(Exchange exchange, Certificates certificates, Clock clock) {
    this.exchange = exchange;
    this.certificates = certificates;
    this.verifier = new MessageVerifier(clock);
    this.clock = clock;
  }

  /** Asks; the stage fails with a bug only. */
  CompletionStage<Answer> ask(Account account, String target, Deadline deadline) {
    return prepared(
        account, deadline, () -> exchange.ask(Call.get(account, target, deadline, clock)));
  }

  /** Sends once; the stage fails with a bug only. */
  CompletionStage<Answer> send(Account account, String target, Bytes body, Deadline deadline) {
    return prepared(
        account, deadline, () -> exchange.send(Call.post(account, target, body, deadline, clock)));
  }

  /** Nothing is sent whose answer could not be verified, or that would end too late. */
  private CompletionStage<Answer> prepared(
      Account account, Deadline deadline, Supplier<CompletionStage<ProviderReply>> call) {
    return certificates
        .ready(account, deadline)
        .thenCompose(
            ready -> {
              if (account.platformKeys().areMissing(clock.instant())) {
                return nothing("platform-keys-missing");
              }
              if (!deadline.allowsAnother()) {
                return nothing("no-answer-in-time");
              }
              return believed(account, deadline, call);
            });
  }

  private CompletionStage<Answer> believed(
      Account account, Deadline deadline, Supplier<CompletionStage<ProviderReply>> call) {
    return begun(call)
        .handle(
            (reply, failure) ->
                failure == null ? verified(account, deadline, reply) : nothing(reason(failure)))
        .thenCompose(answer -> answer);
  }

  private static CompletionStage<ProviderReply> begun(
      Supplier<CompletionStage<ProviderReply>> call) {
    try {
      return call.get();
    } catch (RejectedExecutionException | ProviderException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private CompletionStage<Answer> verified(
      Account account, Deadline deadline, ProviderReply reply) {
    SignedMessage message = SignedMessage.of(reply::header, reply.body());
    Verdict verdict = verifier.look(message, account.platformKeys());
    if (verdict != Verdict.SERIAL_UNKNOWN
        || !Certificates.couldHold(message.serial())
        || !deadline.allowsAnother()) {
      return CompletableFuture.completedStage(answer(reply, verdict));
    }
    return certificates
        .fetch(account, deadline)
        .thenApply(fetched -> answer(reply, verifier.look(message, account.platformKeys())));
  }

  private static Answer answer(ProviderReply reply, Verdict verdict) {
    int status = reply.statusCode();
    boolean saysSomething =
        status < REDIRECTION
            || (status >= CLIENT_ERROR
                && status < SERVER_ERROR
                && status != UNAUTHORIZED
                && status != TOO_MANY_REQUESTS);
    if (!saysSomething) {
      return new Answer.Nothing("http-" + status);
    }
    return verdict == Verdict.BELIEVED
        ? new Answer.Believed(status, reply.body())
        : new Answer.Nothing(verdict.reason());
  }

  private static CompletionStage<Answer> nothing(String reason) {
    return CompletableFuture.completedStage(new Answer.Nothing(reason));
  }

  /** Why a call brought no answer; whatever is no such reason is a bug and goes on as one. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof ProviderException) {
      return cause.getMessage();
    }
    if (cause instanceof BulkheadException || cause instanceof RejectedExecutionException) {
      return "channel-busy";
    }
    if (cause instanceof CircuitBreakerOpenException) {
      return "channel-unavailable";
    }
    throw new CompletionException(cause);
  }
}
