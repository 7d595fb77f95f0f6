package io.kassa.web.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Makes the refusal of a replayed request like any other refusal of a proof. That a nonce was spent
 * is only found in the transaction of the effect, behind the door; without this, whoever replays
 * would see by the headers and the time that the signature was right.
 */
@Provider
@ApplicationScoped
public class SpentNonces implements ContainerResponseFilter {
  private static final int UNAUTHORIZED = 401;

  @Inject private DoorLimits limits;
  @Context private HttpServletRequest request;
  @Context private HttpServletResponse response;

  @Override
  public void filter(ContainerRequestContext asked, ContainerResponseContext answer) {
    if (answer.getStatus() == UNAUTHORIZED) {
      limits.proofFailed(request);
      EvenRefusals.await(request);
    } else {
      DoorLimits.tellLate(request, response);
    }
  }
}
