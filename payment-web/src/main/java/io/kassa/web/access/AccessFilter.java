package io.kassa.web.access;

import io.kassa.access.Caller;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.boundary.Authentication;
import io.kassa.metrics.Meters;
import io.kassa.payment.boundary.PhoneProof;
import io.kassa.schema.SchemaState;
import io.kassa.web.json.BodyBuffer;
import io.kassa.web.platform.IdempotencyKey;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.RequestIds;
import io.kassa.web.problem.Problems;
import io.kassa.web.signature.Signatures;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The one door. It turns a proof into a {@link Caller} and refuses everything else: credential ids
 * (they start with {@code kc_}), signatures and payment keys are Kassa's own, every other Basic
 * name goes to the server's realm. What was wrong with a proof is never said. {@code web.xml} puts
 * this filter right behind {@link RequestIds}.
 */
public class AccessFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String CALLER = "io.kassa.caller";
  private static final int LONGEST_HEADER = 1_000;

  @Inject private transient SchemaState schema;
  @Inject private transient Authentication authentication;
  @Inject private transient PhoneProof phones;
  @EJB private transient Meters meters;
  @Inject private transient Links links;
  @Inject private transient EvenRefusals refusals;
  @Inject private transient SignedRequests signedRequests;
  @Inject private transient ClientAddress clients;
  @Inject private transient DoorLimits limits;
  @Inject private transient OperatorDoor operators;

  /**
   * Who called.
   *
   * @throws IllegalStateException on a route that is open to all
   */
  public static Caller caller(HttpServletRequest request) {
    if (request.getAttribute(CALLER) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("nobody proved anything on " + request.getServletPath());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Browsers.answeredPreflight(request, response)) {
      return;
    }
    EvenRefusals.arrived(request);
    HttpServletRequest admitted;
    try {
      limits.beforeProof(request, response);
      admitted = admitted(request, response);
    } catch (PaymentException refusal) {
      meters.refused(refusal.code());
      if (refusal.code() == ErrorCode.UNAUTHORIZED) {
        limits.proofFailed(request);
        refusals.answer(request, response, refusal);
      } else {
        Problems.send(request, response, refusal);
      }
      return;
    }
    // one kind for all: RESTEasy makes a resource's proxy of its first request's interfaces, and
    // those of a server's own request are not those of a BodyBuffer
    chain.doFilter(new HttpServletRequestWrapper(admitted), response);
  }

  /** The request as the resource reads it, its caller proven unless the route is open. */
  private HttpServletRequest admitted(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isOpenToAll(request)) {
      return request;
    }
    schema.requireOpen();
    if (isWayBack(request)) {
      return request;
    }
    if (isNotice(request)) {
      // the provider's signature covers the raw bytes, whatever their form
      return BodyBuffer.of(request);
    }
    boolean signed = Signatures.isSigned(request);
    BodyBuffer read = signed ? BodyBuffer.of(request) : null;
    Caller caller =
        (signed ? signedRequests.signer(read, clients.of(request)) : proven(request))
            .orElseThrow(
                () ->
                    PaymentException.of(ErrorCode.UNAUTHORIZED, "The proof is missing or wrong."));
    limits.afterProof(caller, request, response);
    if (caller instanceof Caller.Operator) {
      Browsers.refuseForeignChange(request, links.origin());
    }
    request.setAttribute(CALLER, caller);
    if (read != null) {
      return read;
    }
    boolean keyed =
        caller instanceof Caller.Merchant && request.getHeader(IdempotencyKey.HEADER) != null;
    return keyed ? BodyBuffer.of(request) : request;
  }

  /** The key set and the contract are for everyone. */
  private static boolean isOpenToAll(HttpServletRequest request) {
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    return reads && (path.equals("/api/v1/keys") || path.equals("/api/v1/openapi"));
  }

  /** A checkout page without a key has nothing to prove and learns nothing but where to go. */
  private static boolean isWayBack(HttpServletRequest request) {
    return request.getServletPath().equals("/checkout/return");
  }

  /** Providers prove themselves by a signature that the channel knows how to read. */
  private static boolean isNotice(HttpServletRequest request) {
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    return request.getMethod().equals("POST")
        && path.startsWith("/api/v1/channels/")
        && path.contains("/notifications/");
  }

  private Optional<Caller> proven(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null || header.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    int space = header.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    String proof = header.substring(space + 1).trim();
    String scheme = header.substring(0, space);
    if (scheme.equalsIgnoreCase("PaymentKey")) {
      return phones.phone(proof);
    }
    return scheme.equalsIgnoreCase("Basic") ? basic(request, proof) : Optional.empty();
  }

  private Optional<Caller> basic(HttpServletRequest request, String proof) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(proof), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    String name = pair.substring(0, colon);
    String secret = pair.substring(colon + 1);
    return name.startsWith("kc_")
        ? authentication.merchant(name, secret, clients.of(request))
        : operators.prove(request, name, secret);
  }
}
