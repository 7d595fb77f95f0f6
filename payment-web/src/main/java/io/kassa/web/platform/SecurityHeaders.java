package io.kassa.web.platform;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What every answer tells a browser (OWASP ASVS 5, chapter 3.4): nothing may be guessed, framed,
 * embedded or run. A page that has more to allow sets its own policy afterwards. {@code web.xml}
 * puts this filter first, so refusals have the headers too.
 */
public class SecurityHeaders extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** For an API's answers: data, no page. */
  private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

  private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

  @Inject private transient Links links;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (links.origin().startsWith("https:")) {
      // by the public address, since TLS may end at a proxy
      response.setHeader("Strict-Transport-Security", TWO_YEARS);
    }
    chain.doFilter(request, response);
  }
}
