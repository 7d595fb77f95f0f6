package io.kassa.web.platform;

import io.kassa.trace.Step;
import io.kassa.trace.Trace;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One request from its first filter to its answer: a step of its trace, and a line in the log. */
public final class RequestCourse {
  /** Where a request has it, as an attribute. */
  public static final String ATTRIBUTE = "io.kassa.course";

  private static final Logger LOG = Logger.getLogger(RequestCourse.class.getName());
  private static final int SERVER_ERROR = 500;

  private final String method;
  private final Step step;
  private Trace trace;
  private String route;

  RequestCourse(String method, Step step) {
    this.method = method;
    this.step = step;
    this.trace = step.trace();
    step.note("http.request.method", method);
  }

  /**
   * Has the calling thread work for it.
   *
   * @return what the thread worked for before
   */
  Trace enter() {
    return trace.enter();
  }

  /**
   * It reached a resource; the calling thread works for its payment too, from now on.
   *
   * @param template the resource's route, so that no id is part of a name
   * @param paymentId null if the request is about none
   */
  public void reached(String template, UUID paymentId) {
    route = template;
    step.rename(method + ' ' + template).note("http.route", template);
    if (paymentId != null) {
      trace = trace.about(paymentId);
      trace.enter();
      step.note("kassa.payment.id", paymentId.toString());
    }
  }

  /** Whether its answer is a resource's, or a mapper's in its place. */
  public boolean hasReachedResource() {
    return route != null;
  }

  /** It is answered; any thread may say so, once. */
  public void answered(int status) {
    step.note("http.response.status_code", status);
    if (status >= SERVER_ERROR) {
      step.failed(Integer.toString(status));
    }
    step.end();
    if (LOG.isLoggable(Level.FINE)) {
      String where = route == null ? "elsewhere" : route;
      trace.run(() -> LOG.log(Level.FINE, "{0} {1}: {2}", new Object[] {method, where, status}));
    }
  }
}
