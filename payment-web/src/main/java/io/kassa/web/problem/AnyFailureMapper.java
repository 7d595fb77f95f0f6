package io.kassa.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Everything that nobody foresaw: a bug, logged once, and nothing of it in the answer. */
@Provider
public class AnyFailureMapper implements ExceptionMapper<Throwable> {
  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    Problems.log(request, failure, thrown);
    return Problems.response(request, failure).build();
  }
}
