package io.kassa.web.json;

import jakarta.validation.Validation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Constraints without a server; this interpolator needs no expression language. */
final class TestConstraints {
  private TestConstraints() {}

  static Constraints english() {
    return new Constraints(
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory());
  }
}
