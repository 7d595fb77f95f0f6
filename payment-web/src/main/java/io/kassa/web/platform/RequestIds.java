package io.kassa.web.platform;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.trace.Trace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Gives each request its id before anything else happens, so that each answer and each log line can
 * name it. {@code web.xml} puts this filter first. A client's own id is kept when it is 8 to 64
 * characters of {@code A-Z a-z 0-9 - _ .}; any other is replaced, not refused.
 */
public class RequestIds extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** The request and answer header. */
  public static final String HEADER = "Request-Id";

  private static final String ID = "io.kassa.requestId";
  private static final String TRACE = "io.kassa.traceparent";
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_.-]{8,64}");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String sent = request.getHeader(HEADER);
    if (isClientId(sent)) {
      request.setAttribute(ID, sent);
    }
    response.setHeader(HEADER, of(request));
    String traceparent = request.getHeader("traceparent");
    if (Trace.isTraceparent(traceparent)) {
      request.setAttribute(TRACE, traceparent);
    }
    chain.doFilter(request, response);
  }

  static boolean isClientId(String sent) {
    return sent != null && CLIENT_ID.matcher(sent).matches();
  }

  /** The request's id, made now for a request that the server kept from the filter; never null. */
  public static String of(ServletRequest request) {
    if (request.getAttribute(ID) instanceof String id) {
      return id;
    }
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    request.setAttribute(ID, id);
    return id;
  }

  /** The caller's well-formed {@code traceparent}, to be passed on; null when there was none. */
  public static String traceparent(ServletRequest request) {
    return request.getAttribute(TRACE) instanceof String trace ? trace : null;
  }
}
