package io.kassa.web.problem;

import io.kassa.failure.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * What JAX-RS itself refuses: no such path, method or media type. A parameter's conversion arrives
 * here too, with the refusal that was meant as its cause. Redirects pass unchanged.
 */
@Provider
public class WebFailureMapper implements ExceptionMapper<WebApplicationException> {
  private static final int FIRST_ERROR = 400;

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(WebApplicationException thrown) {
    Response chosen = thrown.getResponse();
    if (chosen.getStatus() < FIRST_ERROR) {
      return chosen;
    }
    Failure meant = Failure.of(thrown);
    Failure failure =
        meant.code() == ErrorCode.INTERNAL_ERROR ? Failure.ofStatus(chosen.getStatus()) : meant;
    Problems.log(request, failure, thrown);
    Response.ResponseBuilder answer = Problems.response(request, failure);
    Object allow = chosen.getHeaders().getFirst(HttpHeaders.ALLOW);
    return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
  }
}
