package io.kassa.web.payments;

import io.kassa.money.Money;
import io.kassa.payment.boundary.CreatePayment;
import io.kassa.payment.entity.OrderLine;
import io.kassa.web.json.KnownCurrency;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The body of {@code POST /payments}. */
public record NewPaymentJson(
    @NotBlank @Size(max = 64) @Pattern(regexp = "\\P{Cntrl}*", message = NO_CONTROLS)
        String orderId,
    @NotNull @Min(1) @Max(Money.MAX_AMOUNT_MINOR) Long amount,
    @NotNull @KnownCurrency String currency,
    @Size(min = 1, max = 200) @Pattern(regexp = "\\P{Cntrl}*", message = NO_CONTROLS)
        String description,
    @Min(1) @Max(86_400) Integer expiresIn,
    @Size(max = 20) Map<@Size(min = 1, max = 40) String, @Size(max = 500) String> metadata,
    @Size(max = 2_000) @Pattern(regexp = "https?://[!-~]+", message = "must be an http(s) URL")
        String returnUrl,
    @Valid PayerJson payer,
    @Size(max = 500) List<@Valid LineJson> lines,
    @Valid BuyerJson invoice) {

  static final String NO_CONTROLS = "must not contain control characters";
  private static final int DEFAULT_EXPIRY_SECONDS = 900;

  /** Who pays from stored value. */
  public record PayerJson(@NotNull UUID accountId) {}

  /** One line; {@code taxRate} in percent, {@code unitAmount} in minor units. */
  public record LineJson(
      @NotBlank @Size(max = 200) @Pattern(regexp = "\\P{Cntrl}*", message = NO_CONTROLS)
          String description,
      @NotNull @Min(1) @Max(1_000_000) Integer quantity,
      @NotNull @Min(0) @Max(Money.MAX_AMOUNT_MINOR) Long unitAmount,
      @NotNull
          @DecimalMin("0")
          @DecimalMax("100")
          @Digits(integer = 3, fraction = 2, message = "must have at most two decimals")
          BigDecimal taxRate,
      @Min(0) @Max(Money.MAX_AMOUNT_MINOR) Long discount,
      @Size(min = 1, max = 200) @Pattern(regexp = "\\P{Cntrl}*", message = NO_CONTROLS)
          String taxExemption) {

    /** Without the description, which may tell of a person. */
    @Override
    public String toString() {
      return "LineJson[" + quantity + "]";
    }
  }

  /** Leaves out what may tell of a person, whoever prints it. */
  @Override
  public String toString() {
    return "NewPaymentJson[" + orderId + "]";
  }

  CreatePayment command() {
    return new CreatePayment(
        orderId,
        Money.ofMinor(amount, currency),
        description,
        expiresIn == null ? DEFAULT_EXPIRY_SECONDS : expiresIn,
        metadata == null ? Map.of() : metadata,
        returnUrl,
        payer == null ? null : payer.accountId(),
        lines == null ? List.of() : lines.stream().map(NewPaymentJson::line).toList(),
        invoice == null ? null : invoice.buyer(),
        invoice != null);
  }

  private static OrderLine line(LineJson line) {
    return new OrderLine(
        line.description(),
        line.quantity(),
        line.unitAmount(),
        line.taxRate(),
        line.discount() == null ? 0 : line.discount(),
        line.taxExemption());
  }
}
