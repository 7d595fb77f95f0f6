package io.kassa.web.problem;

import io.kassa.failure.ErrorCode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The error page of the whole application: what goes wrong outside JAX-RS is a problem too, instead
 * of the server's page with its name and version. Called directly it is not there.
 */
public class ProblemServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Failure failure = failure(request);
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
      Problems.log(request, failure, thrown);
    }
    Problems.send(request, response, failure);
  }

  private static Failure failure(HttpServletRequest request) {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      return Failure.of(ErrorCode.NOT_FOUND);
    }
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
      return Failure.of(thrown);
    }
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? Failure.ofStatus(status)
        : Failure.of(ErrorCode.INTERNAL_ERROR);
  }
}
