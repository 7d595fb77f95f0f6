package io.kassa.web.json;

import io.kassa.money.CurrencyCode;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An ISO 4217 code of Kassa's frozen list; null passes. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = KnownCurrency.Check.class)
public @interface KnownCurrency {
  String message() default "must be an ISO 4217 code that Kassa knows";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Looks the code up. */
  class Check implements ConstraintValidator<KnownCurrency, String> {
    @Override
    public boolean isValid(String code, ConstraintValidatorContext context) {
      return code == null || CurrencyCode.find(code).isPresent();
    }
  }
}
