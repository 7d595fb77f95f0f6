package io.kassa.channel.wechatpay;

import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderReply;
import io.kassa.channel.wechatpay.PlatformKeys.Certified;
import io.kassa.storage.Bytes;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Downloads the platform's certificates. What comes is believed because it was encrypted with the
 * account's APIv3 key, which only the provider and the merchant know, and because one of the keys,
 * held before or just come, signed the answer.
 */
final class Certificates {
  private static final Logger LOG = Logger.getLogger(Certificates.class.getName());
  private static final String TARGET = "/v3/certificates?algorithm_type=RSA";
  private static final String PUBLIC_KEY_PREFIX = "PUB_KEY_ID_";
  private static final int OK = 200;
  private static final int HEX = 16;

  private final Exchange exchange;
  private final MessageVerifier verifier;
  private final Clock clock;

  Certificates(Exchange exchange, Clock clock) {
    this.exchange = exchange;
    this.verifier = new MessageVerifier(clock);
    this.clock = clock;
  }

  /** Whether a download could bring the key of that serial: public keys are never downloaded. */
  static boolean couldHold(String serial) {
    return !serial.startsWith(PUBLIC_KEY_PREFIX);
  }

  /** Waits for a download if nothing could be verified now; one that is due goes on beside. */
  CompletionStage<Void> ready(Account account, Deadline deadline) {
    Instant now = clock.instant();
    if (account.platformKeys().areMissing(now)) {
      return fetch(account, deadline);
    }
    refresh(account);
    return CompletableFuture.completedStage(null);
  }

  /** Begins a download if one is due; nobody waits for it. */
  void refresh(Account account) {
    if (account.platformKeys().areStale(clock.instant())) {
      fetchBeside(account);
    }
  }

  /** Begins a download unless the last was a minute ago or less; nobody waits for it. */
  void fetchBeside(Account account) {
    // its end is kept by the account's keys, and a failure is in the log
    CompletionStage<Void> unused = fetch(account, Deadline.begin());
  }

  /**
   * Downloads, at most once a minute and one at a time. The stage never fails: what failed is in
   * the log, and the keys are those of before.
   */
  CompletionStage<Void> fetch(Account account, Deadline deadline) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> underway = account.platformKeys().begin(mine, clock.instant());
    if (underway == mine) {
      download(account, deadline)
          .whenComplete(
              (taken, failure) -> {
                if (failure != null) {
                  LOG.log(
                      Level.WARNING,
                      "The platform certificates of configuration {0} were not fetched: {1}",
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

  private CompletionStage<Void> download(Account account, Deadline deadline) {
    try {
      return exchange
          .ask(Call.get(account, TARGET, deadline, clock))
          .thenAccept(reply -> take(account, reply));
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private void take(Account account, ProviderReply reply) {
    if (reply.statusCode() != OK) {
      throw new ProviderException("http-" + reply.statusCode(), null);
    }
    List<Certified> certificates = certificates(account, JsonAnswer.parse(reply.body()));
    SignedMessage message = SignedMessage.of(reply::header, reply.body());
    boolean believed =
        verifier.isOfNow(message)
            && signer(account, message.serial(), certificates)
                .filter(key -> isSigned(message, key))
                .isPresent();
    if (!believed) {
      throw new ProviderException("signature-wrong", null);
    }
    account.platformKeys().replace(certificates, clock.instant());
  }

  private static boolean isSigned(SignedMessage message, PublicKey key) {
    return message.nonce() != null
        && message.signature() != null
        && MessageVerifier.holds(message, key);
  }

  private Optional<PublicKey> signer(Account account, String serial, List<Certified> come) {
    if (serial == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return account
        .platformKeys()
        .find(serial, now)
        .or(
            () ->
                come.stream()
                    .filter(certified -> certified.serial().equals(serial))
                    .filter(certified -> certified.isGoodAt(now))
                    .map(Certified::key)
                    .findFirst());
  }

  private static List<Certified> certificates(Account account, JsonAnswer answer) {
    List<JsonAnswer> entries = answer.objects("data");
    if (entries.isEmpty() || entries.size() > PlatformKeys.MOST_CERTIFICATES) {
      throw new MalformedAnswerException("no-or-too-many-certificates");
    }
    List<Certified> certificates = new ArrayList<>();
    for (JsonAnswer entry : entries) {
      certificates.add(certificate(account, entry));
    }
    return certificates;
  }

  private static Certified certificate(Account account, JsonAnswer entry) {
    Optional<Bytes> pem = account.aead().decrypt(entry.object("encrypt_certificate"));
    if (pem.isEmpty()) {
      throw new MalformedAnswerException("certificate-not-decryptable");
    }
    String serial = entry.text("serial_no");
    X509Certificate certificate =
        Pem.certificate(pem.get())
            .filter(read -> read.getSerialNumber().equals(number(serial)))
            .orElseThrow(() -> new MalformedAnswerException("not-the-certificate-of-its-serial"));
    return new Certified(
        serial,
        certificate.getPublicKey(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  private static BigInteger number(String serial) {
    try {
      return new BigInteger(serial, HEX);
    } catch (NumberFormatException notHex) {
      return BigInteger.ONE.negate();
    }
  }
}
