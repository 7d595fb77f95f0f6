package io.kassa.web.refunds;

import io.kassa.money.Money;
import io.kassa.refund.boundary.CreateRefund;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The body of {@code POST /payments/{id}/refunds}; without amount, all that is left. */
public record NewRefundJson(
    @NotBlank @Size(max = 64) @Pattern(regexp = PRINTABLE, message = NO_CONTROLS) String refundId,
    @Min(1) @Max(Money.MAX_AMOUNT_MINOR) Long amount,
    @Size(min = 1, max = 80) @Pattern(regexp = PRINTABLE, message = NO_CONTROLS) String reason) {

  private static final String PRINTABLE = "\\P{Cntrl}*";
  private static final String NO_CONTROLS = "must not contain control characters";

  CreateRefund command() {
    return new CreateRefund(refundId, amount, reason);
  }

  /** Leaves the reason out, which is free text. */
  @Override
  public String toString() {
    return "NewRefundJson[" + refundId + "]";
  }
}
