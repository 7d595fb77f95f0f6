package io.kassa.channel.alipay;

import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderReply;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Downloads a certificate of the provider's that a message names and that is not held. What comes
 * is believed because a root of the configuration vouches for it, not because of who signed the
 * answer: that would be the very certificate in question.
 */
final class CertificateDownload {
  private static final Logger LOG = Logger.getLogger(CertificateDownload.class.getName());
  private static final String METHOD = "alipay.open.app.alipaycert.download";
  private static final int OK = 200;

  private final Exchange exchange;
  private final Clock clock;

  CertificateDownload(Exchange exchange, Clock clock) {
    this.exchange = exchange;
    this.clock = clock;
  }

  /** Begins a download unless the last was less than a minute ago; nobody waits for it. */
  void fetchBeside(Account account, String number) {
    // its end is kept by the account's keys, and a failure is in the log
    CompletionStage<Void> unused = fetch(account, number, Deadline.begin());
  }

  /**
   * Downloads, at most once a minute and one at a time. The stage never fails: what failed is in
   * the log, and the keys are those of before.
   */
  CompletionStage<Void> fetch(Account account, String number, Deadline deadline) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> underway = account.keys().begin(mine, clock.instant());
    if (underway == mine) {
      download(account, number, deadline)
          .whenComplete(
              (taken, failure) -> {
                if (failure != null) {
                  LOG.log(
                      Level.WARNING,
                      "A certificate of Alipay''s was not fetched for configuration {0}: {1}",
                      new Object[] {account.id(), plain(failure)});
                }
                mine.complete(null);
              });
    }
    return underway;
  }

  private static String plain(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause().getMessage()
        : failure.getMessage();
  }

  private CompletionStage<Void> download(Account account, String number, Deadline deadline) {
    try {
      return exchange
          .ask(Call.of(account, METHOD, Contents.certificate(number), deadline, clock))
          .thenAccept(reply -> take(account, number, reply));
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private void take(Account account, String number, ProviderReply reply) {
    if (reply.statusCode() != OK) {
      throw new ProviderException("http-" + reply.statusCode(), null);
    }
    Fields fields = Fields.parse(ReplyBody.parse(reply.body()).node(Gateway.nodeName(METHOD)));
    List<X509Certificate> chain =
        Pem.certificates(content(fields.text("alipay_cert_content")))
            .orElseThrow(() -> new MalformedAnswerException("not-a-certificate"));
    account.keys().take(number, chain, clock.instant());
  }

  private static String content(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException notBase64) {
      throw new MalformedAnswerException("not-a-certificate");
    }
  }
}
