package io.kassa.web.json;

import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Bean Validation on a record that was read. Messages are English whatever the server's locale, and
 * violations are put in order, since a set's order would change from call to call.
 */
public final class Constraints {
  private final Validator validator;

  /** Validates with the server's factory. */
  public Constraints(ValidatorFactory factory) {
    this.validator =
        factory
            .usingContext()
            .messageInterpolator(new English(factory.getMessageInterpolator()))
            .getValidator();
  }

  /**
   * Refuses a record that breaks one of its constraints.
   *
   * @throws PaymentException INVALID_REQUEST with at most {@value Reading#MAX_ERRORS} fields
   */
  public void check(Object value) {
    Set<ConstraintViolation<Object>> violations = validator.validate(value);
    if (!violations.isEmpty()) {
      throw PaymentException.invalid(fieldErrors(violations));
    }
  }

  /**
   * The refusal of a resource method's parameters.
   *
   * @return null when a violation is about anything else, as the method's own answer
   */
  public static PaymentException refusal(Collection<? extends ConstraintViolation<?>> violations) {
    boolean parametersOnly =
        !violations.isEmpty()
            && violations.stream().allMatch(violation -> hasParameter(violation.getPropertyPath()));
    return parametersOnly ? PaymentException.invalid(fieldErrors(violations)) : null;
  }

  private static boolean hasParameter(Path path) {
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.PARAMETER) {
        return true;
      }
    }
    return false;
  }

  /** The violations by field, at most {@value Reading#MAX_ERRORS}. */
  private static List<FieldError> fieldErrors(
      Collection<? extends ConstraintViolation<?>> violations) {
    return violations.stream()
        .map(violation -> new FieldError(path(violation.getPropertyPath()), violation.getMessage()))
        .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::detail))
        .limit(Reading.MAX_ERRORS)
        .toList();
  }

  private static String path(Path path) {
    StringBuilder text = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getIndex() != null) {
        text.append('[').append(node.getIndex()).append(']');
      } else if (node.getKey() != null) {
        text.append('.').append(TextFlaw.printable(node.getKey().toString()));
      }
      // other kinds are no members, as "<list element>" or the method of a parameter
      if (node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.PARAMETER) {
        text.append(text.isEmpty() ? "" : ".").append(node.getName());
      }
    }
    return text.isEmpty() ? "$" : text.toString();
  }

  private record English(MessageInterpolator server) implements MessageInterpolator {
    @Override
    public String interpolate(String template, Context context) {
      return server.interpolate(template, context, Locale.ENGLISH);
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
      return server.interpolate(template, context, Locale.ENGLISH);
    }
  }
}
