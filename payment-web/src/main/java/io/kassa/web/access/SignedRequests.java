package io.kassa.web.access;

import io.kassa.access.Caller;
import io.kassa.access.IpAddress;
import io.kassa.access.Nonce;
import io.kassa.access.Signer;
import io.kassa.merchant.boundary.Authentication;
import io.kassa.web.json.BodyBuffer;
import io.kassa.web.platform.Links;
import io.kassa.web.signature.Signatures;
import io.kassa.web.signature.Signed;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who signed a request. The credential decides the key and the algorithm; the nonce of a change
 * travels with the caller, to be spent in the transaction of its effect.
 */
@ApplicationScoped
public class SignedRequests {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  @Inject private Authentication authentication;
  @Inject private Links links;

  private Signatures signatures;

  @PostConstruct
  void prepare() {
    signatures = new Signatures(URI.create(links.origin()), Clock.systemUTC());
  }

  /** The merchant whose credential signed this request, body and all; empty if none did. */
  Optional<Caller> signer(BodyBuffer request, IpAddress address) {
    return signatures.parse(request).flatMap(signed -> proven(signed, request, address));
  }

  private Optional<Caller> proven(Signed signed, BodyBuffer request, IpAddress address) {
    Optional<Signer> signer = authentication.signer(signed.keyId(), address);
    boolean accepted = signatures.verify(signed, request, signer.map(Signer::key)).isAccepted();
    return signer
        .filter(known -> accepted)
        .map(known -> authentication.signed(known, nonce(signed, request)));
  }

  private static Nonce nonce(Signed signed, BodyBuffer request) {
    return READS.contains(request.getMethod())
        ? null
        : new Nonce(signed.nonce(), Instant.ofEpochSecond(signed.created()));
  }
}
