package io.kassa.web.platform;

import io.kassa.trace.Trace;
import io.kassa.trace.Tracing;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Has what follows work for the request's trace. {@code web.xml} puts this filter behind {@link
 * RequestIds}. A request that reaches a resource is over with its answer, which may come later and
 * from another thread; any other with this filter.
 */
public class RequestTrace extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient Tracing tracing;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Trace sent = new Trace(RequestIds.of(request), null, RequestIds.traceparent(request));
    String method = request.getMethod();
    RequestCourse course = new RequestCourse(method, tracing.served(method, sent));
    request.setAttribute(RequestCourse.ATTRIBUTE, course);
    Trace before = course.enter();
    try {
      chain.doFilter(request, response);
    } finally {
      before.enter();
      if (!course.hasReachedResource()) {
        course.answered(response.getStatus());
      }
    }
  }
}
