package io.kassa.web.platform;

import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import io.kassa.web.json.TextFlaw;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses query parameters that the called method does not declare, and repeated ones. Somebody who
 * sends {@code stauts=SUCCEEDED} must not be answered with all payments.
 */
@Provider
public class QueryParameters implements ContainerRequestFilter {
  /** Refusals in one answer. */
  private static final int MAX_ERRORS = 20;

  private final Map<Method, Set<String>> declared = new ConcurrentHashMap<>();

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    String query = request.getUriInfo().getRequestUri().getRawQuery();
    if (method == null || query == null || query.isEmpty()) {
      return;
    }
    check(sent(request), declared.computeIfAbsent(method, QueryParameters::names));
  }

  private static Map<String, List<String>> sent(ContainerRequestContext request) {
    try {
      return request.getUriInfo().getQueryParameters();
    } catch (IllegalArgumentException malformed) {
      throw PaymentException.invalid("query", "is not percent-encoded correctly");
    }
  }

  /**
   * Compares what was sent with what is known.
   *
   * @throws PaymentException INVALID_REQUEST naming each parameter that is wrong
   */
  static void check(Map<String, List<String>> sent, Set<String> known) {
    List<FieldError> errors = new ArrayList<>(0);
    sent.forEach(
        (name, values) -> {
          String flaw = flaw(name, values, known);
          if (flaw != null && errors.size() < MAX_ERRORS) {
            errors.add(new FieldError(TextFlaw.printable(name), flaw));
          }
        });
    if (!errors.isEmpty()) {
      throw PaymentException.invalid(errors);
    }
  }

  private static String flaw(String name, List<String> values, Set<String> known) {
    if (!known.contains(name)) {
      return "is not a query parameter of this call";
    }
    return values.size() > 1 ? "is there twice" : TextFlaw.of(values.get(0));
  }

  /** The query parameters that a resource method takes, also by way of a bean's fields. */
  static Set<String> names(Method method) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : method.getParameters()) {
      add(names, parameter.getAnnotation(QueryParam.class));
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          add(names, field.getAnnotation(QueryParam.class));
        }
      }
    }
    return Set.copyOf(names);
  }

  private static void add(Set<String> names, QueryParam parameter) {
    if (parameter != null) {
      names.add(parameter.value());
    }
  }
}
