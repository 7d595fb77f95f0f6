package io.kassa.web.problem;

import jakarta.ejb.EJBException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * What left a session bean wrapped. The server has a mapper of its own for it, so the general one
 * is not asked.
 */
@Provider
public class EjbFailureMapper implements ExceptionMapper<EJBException> {
  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(EJBException thrown) {
    Failure failure = Failure.of(thrown);
    Problems.log(request, failure, thrown);
    return Problems.response(request, failure).build();
  }
}
