package io.kassa.web.problem;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.web.platform.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends problems, by JAX-RS or by a servlet's response, with the headers that belong to them. */
public final class Problems {
  private static final Logger LOG = System.getLogger(Problems.class.getName());

  private Problems() {}

  /**
   * Answers a refusal from a servlet filter, which must not go on afterwards. Does nothing but log
   * when the answer is already on its way.
   */
  public static void send(
      HttpServletRequest request, HttpServletResponse response, PaymentException refused)
      throws IOException {
    send(request, response, Failure.of(refused));
  }

  static void send(HttpServletRequest request, HttpServletResponse response, Failure failure)
      throws IOException {
    Problem problem = problem(failure, request);
    if (response.isCommitted()) {
      LOG.log(Level.WARNING, "{0} came too late for an answer", problem.instance());
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    response.setHeader(RequestIds.HEADER, RequestIds.of(request));
    headers(failure.code(), fromBrowser(request))
        .forEach(
            (name, value) -> {
              if (!response.containsHeader(name)) {
                response.setHeader(name, value);
              }
            });
    byte[] json = problem.json();
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }

  /** The answer by JAX-RS; bytes, so that neither Accept nor a writer changes it. */
  static Response.ResponseBuilder response(HttpServletRequest request, Failure failure) {
    Problem problem = problem(failure, request);
    Response.ResponseBuilder answer =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.json());
    headers(failure.code(), fromBrowser(request)).forEach(answer::header);
    return answer;
  }

  private static Problem problem(Failure failure, HttpServletRequest request) {
    return Problem.of(failure.code(), failure.detail(), failure.errors(), RequestIds.of(request));
  }

  /** Logs a failure of ours, once and with the request id; a refusal is no incident. */
  static void log(HttpServletRequest request, Failure failure, Throwable thrown) {
    if (failure.code() == ErrorCode.INTERNAL_ERROR) {
      LOG.log(Level.ERROR, "request " + RequestIds.of(request) + " failed", thrown);
    } else if (!(thrown instanceof PaymentException)
        && failure.code() == ErrorCode.SERVICE_UNAVAILABLE) {
      // without the trace: when the database is away, every request comes by here
      LOG.log(Level.WARNING, "request {0} found no database: {1}", RequestIds.of(request), thrown);
    }
  }

  /**
   * The headers of a refusal. A browser that is challenged for Basic opens a dialogue of its own
   * over the page that called; it gets a challenge it does not know.
   */
  static Map<String, String> headers(ErrorCode code, boolean fromBrowser) {
    ProblemKind kind = ProblemKind.of(code);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    if (kind.retryAfterSeconds() > 0) {
      headers.put(HttpHeaders.RETRY_AFTER, Integer.toString(kind.retryAfterSeconds()));
    }
    if (kind.status() == 401) {
      String paymentKey = "PaymentKey realm=\"kassa\"";
      boolean onlyKey = fromBrowser || code == ErrorCode.PAYMENT_KEY_EXPIRED;
      headers.put(
          HttpHeaders.WWW_AUTHENTICATE,
          onlyKey ? paymentKey : "Basic realm=\"kassa\", charset=\"UTF-8\", " + paymentKey);
    }
    return headers;
  }

  /** Browsers send Fetch Metadata, servers and apps do not. */
  private static boolean fromBrowser(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Mode") != null || request.getHeader("Origin") != null;
  }
}
