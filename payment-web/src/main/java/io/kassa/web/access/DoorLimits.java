package io.kassa.web.access;

import io.kassa.access.Caller;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.limit.Quota;
import io.kassa.limit.RateLimits;
import io.kassa.web.signature.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Rate limits at the door, with the headers of draft-ietf-httpapi-ratelimit-headers-10. Merchants
 * see where their credential stands in every answer; others only see the limit that refused them.
 */
@ApplicationScoped
public class DoorLimits {
  private static final String UNTOLD = "io.kassa.untoldQuota";

  @Inject private RateLimits limits;
  @Inject private ClientAddress clients;

  /**
   * Counts the request of an address, before anything is proven.
   *
   * @throws PaymentException TOO_MANY_REQUESTS, also after too many wrong proofs; its headers are
   *     in the response then
   */
  public void beforeProof(HttpServletRequest request, HttpServletResponse response) {
    requireAdmitted(limits.request(clients.of(request)), response);
    requireAdmitted(limits.failedProofs(clients.of(request)), response);
  }

  /** Counts a wrong proof; that there is none costs nothing to find out. */
  public void proofFailed(HttpServletRequest request) {
    if (request.getHeader("Authorization") != null || Signatures.isSigned(request)) {
      limits.proofFailed(clients.of(request));
    }
  }

  /**
   * Counts the request of a credential. Where a nonce is still to be spent, the proof may turn out
   * to be wrong: then {@link #tellLate} says the rest.
   *
   * @throws PaymentException TOO_MANY_REQUESTS
   */
  public void afterProof(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    if (caller instanceof Caller.Merchant merchant) {
      Quota quota = limits.request(merchant.credentialId());
      requireAdmitted(quota, response);
      if (merchant.nonce() == null) {
        tell(quota, response);
      } else {
        request.setAttribute(UNTOLD, quota);
      }
    }
  }

  /** Tells where the credential stands, if that was left open. */
  static void tellLate(HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(UNTOLD) instanceof Quota quota) {
      tell(quota, response);
    }
  }

  private static void requireAdmitted(Quota quota, HttpServletResponse response) {
    if (quota.admitted()) {
      return;
    }
    tell(quota, response);
    response.setHeader("Retry-After", Long.toString(quota.retryInSeconds()));
    throw PaymentException.of(
        ErrorCode.TOO_MANY_REQUESTS,
        "%s: at most %d in a minute.".formatted(quota.policy(), quota.perMinute()));
  }

  static void tell(Quota quota, HttpServletResponse response) {
    String policy = '"' + quota.policy() + '"';
    response.setHeader("RateLimit-Policy", policy + ";q=" + quota.perMinute() + ";w=60");
    response.setHeader(
        "RateLimit", policy + ";r=" + quota.remaining() + ";t=" + quota.fullInSeconds());
  }
}
