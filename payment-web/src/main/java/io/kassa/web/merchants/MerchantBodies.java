package io.kassa.web.merchants;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.boundary.MerchantChange;
import io.kassa.merchant.boundary.NewMerchant;
import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.MerchantMode;
import io.kassa.merchant.entity.MerchantStatus;
import io.kassa.merchant.entity.Seller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;

/** The bodies that operators send. */
final class MerchantBodies {
  private static final String LINE = "\\P{Cntrl}*";
  private static final String LINES = "[\\P{Cntrl}\\n]*";
  private static final String ORIGIN = "https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?";
  private static final String NO_CONTROLS = "must not contain control characters";
  private static final String NO_ORIGIN = "must be an origin such as https://shop.example";

  private MerchantBodies() {}

  /** Who sells, as printed on invoices. */
  public record SellerJson(
      @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = NO_CONTROLS) String legalName,
      @NotBlank @Size(max = 64) @Pattern(regexp = LINE, message = NO_CONTROLS) String taxId,
      @NotBlank @Size(max = 500) @Pattern(regexp = LINES, message = NO_CONTROLS) String address,
      @Pattern(regexp = "[A-Z]{2}", message = "must be a country code such as DE") String country,
      @Pattern(regexp = "[0-9]{4}:[!-~]{1,100}", message = "must be as 0088:4012345000009")
          String electronicAddress) {

    /** Without the tax id. */
    @Override
    public String toString() {
      return "SellerJson[" + legalName + "]";
    }

    private static Seller seller(SellerJson json) {
      return json == null
          ? null
          : new Seller(
              json.legalName(),
              json.taxId(),
              json.address(),
              json.country(),
              json.electronicAddress());
    }
  }

  /** The body of {@code POST /merchants}. */
  public record NewMerchantJson(
      @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = NO_CONTROLS) String name,
      @NotNull MerchantMode mode,
      Invoicing invoicing,
      @Size(max = 50) List<@Pattern(regexp = ORIGIN, message = NO_ORIGIN) String> returnOrigins,
      LateSuccess lateSuccess,
      @Valid SellerJson seller,
      Boolean signedOnly) {

    NewMerchant command() {
      return new NewMerchant(
          name,
          mode,
          invoicing,
          set(returnOrigins),
          lateSuccess,
          SellerJson.seller(seller),
          signedOnly);
    }
  }

  /** The body of {@code PATCH /merchants/{id}}; what is left out stays as it is. */
  public record MerchantChangeJson(
      @Size(min = 1, max = 200) @Pattern(regexp = LINE, message = NO_CONTROLS) String name,
      MerchantStatus status,
      Invoicing invoicing,
      @Size(max = 50) List<@Pattern(regexp = ORIGIN, message = NO_ORIGIN) String> returnOrigins,
      LateSuccess lateSuccess,
      @Valid SellerJson seller,
      Boolean signedOnly) {

    MerchantChange change() {
      return new MerchantChange(
          name,
          status,
          invoicing,
          set(returnOrigins),
          lateSuccess,
          SellerJson.seller(seller),
          signedOnly);
    }

    /**
     * The one thing that a merchant may change of itself.
     *
     * @throws PaymentException FORBIDDEN if the body names anything else
     */
    Set<String> originsOnly() {
      if (name != null
          || status != null
          || invoicing != null
          || lateSuccess != null
          || seller != null
          || signedOnly != null) {
        throw PaymentException.of(
            ErrorCode.FORBIDDEN, "A merchant may change its returnOrigins only.");
      }
      return set(returnOrigins);
    }
  }

  private static Set<String> set(List<String> origins) {
    return origins == null ? null : Set.copyOf(origins);
  }
}
