package io.kassa.web.problem;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.web.json.Constraints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Constraints on a resource method's own parameters, which the server checks. Bodies were checked
 * when they were read. A constraint that our own data breaks is a bug.
 */
@Provider
public class ConstraintMapper implements ExceptionMapper<ConstraintViolationException> {
  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(ConstraintViolationException thrown) {
    PaymentException refused = Constraints.refusal(thrown.getConstraintViolations());
    Failure failure = refused == null ? Failure.of(ErrorCode.INTERNAL_ERROR) : Failure.of(refused);
    Problems.log(request, failure, thrown);
    return Problems.response(request, failure).build();
  }
}
