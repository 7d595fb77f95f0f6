package io.kassa.web.access;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What browsers need, and what they must not do. A phone's page may come from any origin, since a
 * payment key is not sent by itself; so the phone's routes answer preflights without asking who
 * calls and let any origin read, without credentials. An operator's browser sends its login by
 * itself; so a change that another site started is refused.
 */
final class Browsers {
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern PHONE_ROUTE =
      Pattern.compile("/api/v1/payments/" + ID + "(/(confirmation|cancellation|invoice|events))?");
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private Browsers() {}

  /** Names the phone's routes as readable for any origin and answers their preflights. */
  static boolean answeredPreflight(HttpServletRequest request, HttpServletResponse response) {
    String path = request.getServletPath();
    if (request.getPathInfo() != null) {
      path += request.getPathInfo();
    }
    if (!PHONE_ROUTE.matcher(path).matches()) {
      return false;
    }
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader(
        "Access-Control-Expose-Headers", "Request-Id, Retry-After, RateLimit, RateLimit-Policy");
    if (!request.getMethod().equals("OPTIONS")
        || request.getHeader("Access-Control-Request-Method") == null) {
      return false;
    }
    response.setHeader("Access-Control-Allow-Methods", "GET, POST");
    response.setHeader(
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, Accept, Idempotency-Key, Last-Event-ID, Request-Id,"
            + " traceparent");
    response.setHeader("Access-Control-Max-Age", "7200");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return true;
  }

  /**
   * Refuses an operator's change that a foreign page may have started. A form always has a type,
   * one of three that are not JSON; whatever else a page sends to another site carries its {@code
   * Origin} and, from any browser of these years, {@code Sec-Fetch-Site}. So a change without a
   * type, which needs no body, is refused by those two.
   *
   * @throws PaymentException FORBIDDEN
   */
  static void refuseForeignChange(HttpServletRequest request, String ownOrigin) {
    if (READS.contains(request.getMethod())) {
      return;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean foreignSite = site != null && !OWN_SITES.contains(site);
    boolean foreignOrigin = origin != null && !origin.equals(ownOrigin);
    String type = request.getContentType();
    if (foreignSite || foreignOrigin || (type != null && !isJson(type))) {
      throw PaymentException.of(ErrorCode.FORBIDDEN, "A foreign page may not change anything.");
    }
  }

  private static boolean isJson(String type) {
    int parameters = type.indexOf(';');
    String name = parameters < 0 ? type : type.substring(0, parameters);
    return name.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }
}
