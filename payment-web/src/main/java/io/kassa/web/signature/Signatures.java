package io.kassa.web.signature;

import io.kassa.access.SignatureAlgorithm;
import io.kassa.access.SignatureKey;
import io.kassa.web.json.BodyBuffer;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * Judges HTTP message signatures. First {@link #parse}, which needs no body and no key; then {@link
 * #verify} with the body and the key that the credential of {@link Signed#keyId} has.
 *
 * <p>Everything before the last step depends on the request alone. The last step costs the same
 * whether the key exists, is of another algorithm, or did not sign: each time one signature of the
 * length that was sent is verified, if need be with a key that nobody has. Safe for use by many
 * threads.
 */
public final class Signatures {
  /** The longest value of each of the headers that are read. */
  public static final int MAX_HEADER_CHARS = 4_096;

  /** The most components of a signature. */
  public static final int MAX_COMPONENTS = 16;

  /** How old a signature may be; a nonce has to be remembered this long and MAX_AHEAD longer. */
  public static final int MAX_AGE_SECONDS = 300;

  /** How far a client's clock may be ahead of ours. */
  public static final int MAX_AHEAD_SECONDS = 30;

  private static final Logger LOG = Logger.getLogger(Signatures.class.getName());

  private final PublicOrigin origin;
  private final Clock clock;
  private final SignatureKey nobodysSecret;
  private final SignatureKey nobodysKey;

  /**
   * @param publicUrl where clients reach Kassa, with scheme and host: what they sign as the
   *     target's beginning. The Host header, which a caller chooses, is not looked at
   */
  public Signatures(URI publicUrl, Clock clock) {
    this.origin = PublicOrigin.of(publicUrl);
    this.clock = clock;
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[SignatureKey.Hmac.MIN_BYTES];
    random.nextBytes(secret);
    nobodysSecret = new SignatureKey.Hmac(secret);
    nobodysKey =
        new SignatureKey.Ed25519Key(
            new Ed25519PrivateKeyParameters(random).generatePublicKey().getEncoded());
  }

  /** Whether a request claims to be signed, so that nothing but its signature can prove it. */
  public static boolean isSigned(HttpServletRequest request) {
    return SignatureHeaders.areOn(request);
  }

  /** The signature of a request; empty if there is none that can be read. */
  public Optional<Signed> parse(HttpServletRequest request) {
    SignatureHeaders headers = new SignatureHeaders();
    Signed signed = headers.read(request);
    if (signed == null) {
      told(headers.verdict());
    }
    return Optional.ofNullable(signed);
  }

  /**
   * Whether the holder of the key signed this request, body and all, and not too long ago. Whether
   * the nonce was used before is for the caller to find out, after an acceptance.
   *
   * @param key the key of the credential that {@link Signed#keyId} names; empty if there is none
   *     that may be used
   */
  public Verdict verify(Signed signed, BodyBuffer request, Optional<SignatureKey> key) {
    Verdict verdict = coverage(signed, request);
    if (verdict.isAccepted()) {
      verdict = age(signed);
    }
    if (verdict.isAccepted() && signed.covers("content-digest")) {
      verdict = ContentDigest.judge(request, request.bytes());
    }
    return told(verdict.isAccepted() ? signature(signed, request, key) : verdict);
  }

  private static Verdict coverage(Signed signed, BodyBuffer request) {
    if (!signed.covers("@method")) {
      return Verdict.METHOD_NOT_COVERED;
    }
    if (!signed.covers("@target-uri") && !(signed.covers("@path") && signed.covers("@query"))) {
      return Verdict.TARGET_NOT_COVERED;
    }
    if (request.bytes().length > 0 && !signed.covers("content-digest")) {
      return Verdict.DIGEST_NOT_COVERED;
    }
    if (request.getHeader("Idempotency-Key") != null && !signed.covers("idempotency-key")) {
      return Verdict.IDEMPOTENCY_KEY_NOT_COVERED;
    }
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    return reads || signed.nonce() != null ? Verdict.ACCEPTED : Verdict.NONCE_MISSING;
  }

  private Verdict age(Signed signed) {
    long now = clock.instant().getEpochSecond();
    if (now - signed.created() > MAX_AGE_SECONDS) {
      return Verdict.TOO_OLD;
    }
    if (signed.created() - now > MAX_AHEAD_SECONDS) {
      return Verdict.TOO_EARLY;
    }
    return now > signed.expires() ? Verdict.EXPIRED : Verdict.ACCEPTED;
  }

  private Verdict signature(Signed signed, BodyBuffer request, Optional<SignatureKey> key) {
    SignatureBase base = new SignatureBase(request, origin);
    byte[] bytes = base.bytes(signed.components(), signed.parameters());
    if (bytes == null) {
      return base.verdict();
    }
    boolean fits = key.isPresent() && key.get().algorithm() == signed.algorithm();
    SignatureKey used = fits ? key.get() : nobodys(signed.algorithm());
    boolean verified = used.verifies(bytes, signed.signature());
    if (key.isEmpty()) {
      return Verdict.KEY_UNKNOWN;
    }
    if (!fits) {
      return Verdict.ALGORITHM_DIFFERS;
    }
    return verified ? Verdict.ACCEPTED : Verdict.SIGNATURE_DIFFERS;
  }

  private SignatureKey nobodys(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case HMAC_SHA256 -> nobodysSecret;
      case ED25519 -> nobodysKey;
    };
  }

  private static Verdict told(Verdict verdict) {
    if (!verdict.isAccepted()) {
      LOG.log(Level.FINE, "a signature was refused: {0}", verdict);
    }
    return verdict;
  }
}
