package io.kassa.web.payments;

import io.kassa.payment.entity.Buyer;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Whom the invoice names, as asked for by the merchant or the phone. */
public record BuyerJson(
    @NotBlank
        @Size(max = 200)
        @Pattern(regexp = "\\P{Cntrl}*", message = NewPaymentJson.NO_CONTROLS)
        String buyerName,
    @Size(min = 1, max = 64) @Pattern(regexp = "\\P{Cntrl}*", message = NewPaymentJson.NO_CONTROLS)
        String buyerTaxId,
    @Email @Size(max = 254) String email,
    @Pattern(regexp = "[A-Z]{2}", message = "must be a country code such as DE") String country,
    @Pattern(regexp = "[0-9]{4}:[!-~]{1,100}", message = "must be as 0088:4012345000009")
        String electronicAddress) {

  Buyer buyer() {
    return new Buyer(buyerName, buyerTaxId, email, country, electronicAddress);
  }

  @Override
  public String toString() {
    return "BuyerJson[…]";
  }
}
