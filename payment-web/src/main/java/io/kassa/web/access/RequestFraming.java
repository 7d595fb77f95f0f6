package io.kassa.web.access;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.web.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests whose end a proxy and this server may see at different places (RFC 9112,
 * sections 3.2 and 6.3): what one takes for a body the other would take for the next caller's
 * request. After the refusal the connection is closed, so nothing behind it is read.
 *
 * <p>A length in front of {@code chunked} is something the server hides: it drops the length. So
 * the connection is closed after each chunked request, whether or not there was one (section 6.1).
 * A server may hide a length that is no number as well and look for no body: so the connection is
 * closed, too, after a request that should have a body and tells no length.
 */
public class RequestFraming extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final Pattern LENGTH = Pattern.compile("[0-9]+");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<String> codings = Collections.list(request.getHeaders("Transfer-Encoding"));
    List<String> lengths = Collections.list(request.getHeaders("Content-Length"));
    boolean plain = isPlain(Collections.list(request.getHeaders("Host")), codings, lengths);
    boolean open = lengths.isEmpty() && WITH_BODY.contains(request.getMethod());
    if (!plain || !codings.isEmpty() || (open && request.getProtocol().startsWith("HTTP/1"))) {
      response.setHeader("Connection", "close");
    }
    if (plain) {
      chain.doFilter(request, response);
      return;
    }
    Problems.send(
        request,
        response,
        PaymentException.of(ErrorCode.INVALID_REQUEST, "The request's end is ambiguous."));
  }

  /**
   * Whether every reader finds the same host and the same end. HTTP/2 has no Host; a length is
   * digits and nothing else (RFC 9110, section 8.6), and a server may take another for none.
   */
  static boolean isPlain(List<String> hosts, List<String> codings, List<String> lengths) {
    if (hosts.size() > 1 || lengths.size() > 1) {
      return false;
    }
    if (!lengths.stream().allMatch(length -> LENGTH.matcher(length.strip()).matches())) {
      return false;
    }
    return codings.isEmpty()
        || (codings.size() == 1
            && codings.get(0).strip().equalsIgnoreCase("chunked")
            && lengths.isEmpty());
  }
}
