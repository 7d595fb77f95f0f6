package io.kassa.payment.boundary;

import io.kassa.access.Caller;
import io.kassa.crypto.Keys;
import io.kassa.payment.control.PaymentKeys;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns a payment key into a {@link Caller}. A plain bean: it is open to all, stands before every
 * request of a phone and asks no database, so a session bean's call would cost more than what it
 * does.
 */
@ApplicationScoped
public class PhoneProof {
  @Inject private Keys keys;

  private PaymentKeys paymentKeys;

  @PostConstruct
  void prepare() {
    paymentKeys = new PaymentKeys(keys::ring);
  }

  /**
   * Whose key this is. A forged key is refused here, before any database work; one that may not
   * even read any more is refused like a forged one.
   *
   * @param text as sent, not null
   */
  public Optional<Caller> phone(String text) {
    return paymentKeys
        .verify(text)
        .filter(key -> Instant.now().isBefore(key.readableUntil()))
        .map(key -> new Caller.Phone(key.merchantId(), key.paymentId(), key.expiresAt()));
  }
}
