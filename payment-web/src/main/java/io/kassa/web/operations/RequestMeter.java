package io.kassa.web.operations;

import io.kassa.metrics.RequestTimes;
import io.kassa.metrics.Rush;
import io.kassa.web.platform.RequestCourse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.UUID;

/** Times and traces every request that reached a resource, by its route's template. */
@Provider
@ApplicationScoped
public class RequestMeter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String STARTED = "io.kassa.started";
  private static final String ROUTE = "io.kassa.route";

  @Inject private RequestTimes times;
  @Inject private Rush rush;
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(STARTED, System.nanoTime());
    String route = route();
    request.setProperty(ROUTE, route);
    if (request.getProperty(RequestCourse.ATTRIBUTE) instanceof RequestCourse course) {
      course.reached(route, paymentId(request.getUriInfo(), route));
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(STARTED) instanceof Long started
        && request.getProperty(ROUTE) instanceof String route) {
      times.answered(
          request.getMethod(),
          route,
          response.getStatus(),
          Duration.ofNanos(System.nanoTime() - started));
      rush.answered();
    }
    if (request.getProperty(RequestCourse.ATTRIBUTE) instanceof RequestCourse course
        && course.hasReachedResource()) {
      course.answered(response.getStatus());
    }
  }

  /** Null if the route names no payment, or the request none that can exist. */
  private static UUID paymentId(UriInfo uri, String route) {
    String name = route.startsWith("/payments/{id}") ? "id" : "paymentId";
    String sent = uri.getPathParameters().getFirst(name);
    try {
      return sent == null ? null : UUID.fromString(sent);
    } catch (IllegalArgumentException notAnId) {
      return null;
    }
  }

  private String route() {
    return path(resource.getResourceClass().getAnnotation(Path.class))
        + path(resource.getResourceMethod().getAnnotation(Path.class));
  }

  private static String path(Path path) {
    return path == null ? "" : path.value();
  }
}
