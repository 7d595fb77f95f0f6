package io.kassa.web.problem;

import io.kassa.failure.PaymentException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Refusals, as they were meant. */
@Provider
public class RefusalMapper implements ExceptionMapper<PaymentException> {
  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(PaymentException thrown) {
    Failure failure = Failure.of(thrown);
    Problems.log(request, failure, thrown);
    return Problems.response(request, failure).build();
  }
}
