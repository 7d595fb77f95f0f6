package io.kassa.web.contract;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.kassa.web.platform.IdempotencyKey;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One JAX-RS resource method, as its annotations and its byte code tell. */
record Route(String verb, String path, JavaMethod code) {
  private static final Map<String, Integer> SHORTHANDS =
      Map.of("ok", 200, "created", 201, "accepted", 202, "noContent", 204);

  private static final List<Route> ALL = find();

  /** Every resource method of payment-web. */
  static List<Route> all() {
    return ALL;
  }

  private static List<Route> find() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.kassa.web");
    return classes.stream()
        .filter(type -> type.isAnnotatedWith(Path.class))
        .flatMap(type -> type.getMethods().stream())
        .flatMap(method -> route(method).stream())
        .toList();
  }

  private static Optional<Route> route(JavaMethod code) {
    Method method = code.reflect();
    String path =
        method.getDeclaringClass().getAnnotation(Path.class).value()
            + Optional.ofNullable(method.getAnnotation(Path.class)).map(Path::value).orElse("");
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(verb -> new Route(verb.value(), path, code))
        .findFirst();
  }

  Method method() {
    return code.reflect();
  }

  List<Parameter> parameters() {
    return List.of(method().getParameters());
  }

  /** The record that the body is read into. */
  Optional<Class<?>> body() {
    return parameters().stream()
        .filter(parameter -> parameter.getType().isRecord())
        .filter(parameter -> parameter.getAnnotations().length == 0)
        .<Class<?>>map(Parameter::getType)
        .findFirst();
  }

  /** The media types it answers with, without their parameters; none where providers decide. */
  Set<String> produces() {
    Produces declared = method().getAnnotation(Produces.class);
    if (declared == null) {
      declared = method().getDeclaringClass().getAnnotation(Produces.class);
    }
    if (declared == null) {
      return Set.of();
    }
    Set<String> types = new TreeSet<>();
    Stream.of(declared.value()).forEach(type -> types.add(type.replaceFirst(";.*", "")));
    return types;
  }

  /**
   * The success codes that its code names, by way of its class's own methods too: {@code
   * Response.created}, {@code Response.Status.OK} and their like; 200 for a plain answer.
   */
  Set<Integer> successes() {
    Class<?> answer = method().getReturnType();
    boolean later =
        parameters().stream().anyMatch(parameter -> parameter.getType() == AsyncResponse.class);
    Set<Integer> codes = new TreeSet<>();
    if (answer == Response.class || later) {
      collect(code, codes, new HashSet<>());
    }
    if (codes.isEmpty()) {
      boolean streams =
          parameters().stream().anyMatch(parameter -> parameter.getType() == SseEventSink.class);
      codes.add(answer == void.class && !later && !streams ? 204 : 200);
    }
    return codes;
  }

  private static void collect(JavaCodeUnit unit, Set<Integer> codes, Set<JavaCodeUnit> seen) {
    if (!seen.add(unit)) {
      return;
    }
    for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
      if (access.getTargetOwner().isEquivalentTo(Response.class)
          && SHORTHANDS.containsKey(access.getName())) {
        codes.add(SHORTHANDS.get(access.getName()));
      } else if (access.getTargetOwner().isEquivalentTo(Response.Status.class)) {
        Arrays.stream(Response.Status.values())
            .filter(status -> status.name().equals(access.getName()))
            .forEach(status -> codes.add(status.getStatusCode()));
      }
      access
          .getTarget()
          .resolveMember()
          .filter(JavaMethod.class::isInstance)
          .map(JavaMethod.class::cast)
          .filter(
              called ->
                  called.getOwner().equals(unit.getOwner())
                      || called.getOwner().isEquivalentTo(IdempotencyKey.class))
          .ifPresent(called -> collect(called, codes, seen));
    }
  }

  /** The annotation of a parameter, if it has it. */
  static <A extends Annotation> Optional<A> annotation(Parameter parameter, Class<A> type) {
    return Optional.ofNullable(parameter.getAnnotation(type));
  }

  @Override
  public String toString() {
    return verb + " " + path;
  }
}
