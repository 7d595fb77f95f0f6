package io.kassa.web.platform;

import io.kassa.trace.Step;
import io.kassa.trace.Trace;
import io.kassa.trace.Tracing;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has what follows work for the request's trace, and begins and ends its step. {@code web.xml} puts
 * this filter behind {@link RequestIds}. A request that reaches a resource is over with its answer,
 * which may come later and from another thread; any other with this filter.
 */
public class RequestTrace extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(RequestTrace.class.getName());
  private static final String STEP = "io.kassa.step";
  private static final String ROUTE = "io.kassa.tracedRoute";
  private static final String TRACE = "io.kassa.trace";

  @Inject private transient Tracing tracing;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Trace sent = new Trace(RequestIds.of(request), null, RequestIds.traceparent(request));
    Step step = tracing.served(request.getMethod(), sent);
    step.note("http.request.method", request.getMethod());
    request.setAttribute(STEP, step);
    Trace before = step.trace().enter();
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.getAttribute(ROUTE) == null) {
        answered(request, response.getStatus());
      }
      before.enter();
    }
  }

  /**
   * Notes which resource the request reached; from now on the thread works for its payment too.
   *
   * @param route its template, so that no id is part of a name
   * @param paymentId null if the request is about none
   */
  public static void reached(ServletRequest request, String method, String route, UUID paymentId) {
    request.setAttribute(ROUTE, route);
    if (request.getAttribute(STEP) instanceof Step step) {
      step.rename(method + ' ' + route).note("http.route", route);
      if (paymentId != null) {
        Trace trace = step.trace().about(paymentId);
        request.setAttribute(TRACE, trace);
        trace.enter();
        step.note("kassa.payment.id", paymentId.toString());
      }
    }
  }

  /** The request is answered. */
  public static void answered(HttpServletRequest request, int status) {
    if (request.getAttribute(STEP) instanceof Step step) {
      step.note("http.response.status_code", status);
      if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
        step.failed(Integer.toString(status));
      }
      step.end();
      if (LOG.isLoggable(Level.FINE)) {
        Trace trace = request.getAttribute(TRACE) instanceof Trace found ? found : step.trace();
        Object route = request.getAttribute(ROUTE);
        trace.run(
            () ->
                LOG.log(
                    Level.FINE,
                    "{0} {1}: {2}",
                    new Object[] {
                      request.getMethod(), route == null ? "elsewhere" : route, status
                    }));
      }
    }
  }
}
