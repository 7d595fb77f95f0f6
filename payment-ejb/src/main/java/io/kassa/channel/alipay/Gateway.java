package io.kassa.channel.alipay;

import io.kassa.channel.alipay.SignatureCheck.Verdict;
import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderReply;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Signed calls in, believed answers out. */
final class Gateway {
  private static final int OK = 200;

  /** The service is not there; too many calls. Neither says anything of an order. */
  private static final Set<String> NOT_NOW = Set.of("20000", "40005");

  private static final String SYSTEM_ERROR = "SYSTEM_ERROR";
  private static final String CALL_LIMITED = "call-limited";

  private final Exchange exchange;
  private final CertificateDownload certificates;
  private final SignatureCheck check;
  private final Clock clock;

  Gateway(Exchange exchange, CertificateDownload certificates, Clock clock) {
    this.exchange = exchange;
    this.certificates = certificates;
    this.check = new SignatureCheck(clock);
    this.clock = clock;
  }

  /** Asks; the stage fails with a bug only. */
  CompletionStage<Answer> ask(Account account, String method, String content, Deadline deadline) {
    Call call = Call.of(account, method, content, deadline, clock);
    return answered(account, method, deadline, () -> exchange.ask(call));
  }

  /** Sends once; the stage fails with a bug only. */
  CompletionStage<Answer> send(Account account, String method, String content, Deadline deadline) {
    Call call = Call.of(account, method, content, deadline, clock);
    return answered(account, method, deadline, () -> exchange.send(call));
  }

  /** Sends an order once; the stage fails with a bug only. */
  CompletionStage<Answer> order(Account account, String method, String content, Deadline deadline) {
    Call call = Call.ofOrder(account, method, content, deadline, clock);
    return answered(account, method, deadline, () -> exchange.send(call));
  }

  private CompletionStage<Answer> answered(
      Account account,
      String method,
      Deadline deadline,
      Supplier<CompletionStage<ProviderReply>> call) {
    if (!deadline.allowsAnother()) {
      return nothing("no-answer-in-time");
    }
    return begun(call)
        .handle(
            (reply, failure) ->
                failure == null ? read(account, method, deadline, reply) : nothing(reason(failure)))
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

  private CompletionStage<Answer> read(
      Account account, String method, Deadline deadline, ProviderReply reply) {
    if (reply.statusCode() != OK) {
      return nothing("http-" + reply.statusCode());
    }
    try {
      ReplyBody body = ReplyBody.parse(reply.body());
      return verified(account, deadline, body, body.node(nodeName(method)));
    } catch (MalformedAnswerException malformed) {
      return nothing("malformed-answer");
    }
  }

  /** The name of the member that an answer is in. */
  static String nodeName(String method) {
    return method.replace('.', '_') + "_response";
  }

  private CompletionStage<Answer> verified(
      Account account, Deadline deadline, ReplyBody body, String node) {
    Verdict verdict = look(account, body, node);
    if (verdict != Verdict.CERTIFICATE_UNKNOWN
        || !account.keys().couldGet(body.certificateNumber())
        || !deadline.allowsAnother()) {
      return CompletableFuture.completedStage(answer(account, body, node, verdict));
    }
    return certificates
        .fetch(account, body.certificateNumber(), deadline)
        .thenApply(fetched -> answer(account, body, node, look(account, body, node)));
  }

  private Verdict look(Account account, ReplyBody body, String text) {
    return check.look(account.keys(), text, body.sign(), body.certificateNumber());
  }

  /** What is read is the very text that is signed, never the one that came if they differ. */
  private Answer answer(Account account, ReplyBody body, String node, Verdict verdict) {
    if (verdict == Verdict.BELIEVED) {
      return understood(node);
    }
    String unescaped = node.replace("\\/", "/");
    // some of the provider's services sign before they escape slashes
    if (verdict == Verdict.SIGNATURE_WRONG
        && !unescaped.equals(node)
        && look(account, body, unescaped) == Verdict.BELIEVED) {
      return understood(unescaped);
    }
    return new Answer.Nothing(verdict.reason());
  }

  private static Answer understood(String signed) {
    try {
      Fields fields = Fields.parse(signed);
      String code = Answer.Believed.code(fields);
      boolean saysNothing =
          NOT_NOW.contains(fields.text("code"))
              || code.endsWith(SYSTEM_ERROR)
              || code.endsWith(CALL_LIMITED);
      return saysNothing ? new Answer.Nothing(code) : new Answer.Believed(fields);
    } catch (MalformedAnswerException malformed) {
      return new Answer.Nothing("malformed-answer");
    }
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
