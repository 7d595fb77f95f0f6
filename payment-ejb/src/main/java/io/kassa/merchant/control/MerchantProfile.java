package io.kassa.merchant.control;

import io.kassa.merchant.entity.AmountLimit;
import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.Merchant;
import io.kassa.merchant.entity.MerchantMode;
import io.kassa.merchant.entity.MerchantStatus;
import io.kassa.merchant.entity.Seller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a payment has to know of its merchant; immutable, at most three seconds old. */
public record MerchantProfile(
    UUID id,
    String name,
    MerchantMode mode,
    MerchantStatus status,
    Invoicing invoicing,
    Seller seller,
    boolean signedOnly,
    LateSuccess lateSuccess,
    Set<String> returnOrigins,
    List<AmountLimit> limits) {

  static MerchantProfile of(Merchant merchant, List<AmountLimit> limits) {
    return new MerchantProfile(
        merchant.id(),
        merchant.name(),
        merchant.mode(),
        merchant.status(),
        merchant.invoicing(),
        merchant.seller(),
        merchant.signedOnly(),
        merchant.lateSuccess(),
        merchant.returnOrigins(),
        limits);
  }

  public boolean test() {
    return mode == MerchantMode.TEST;
  }

  /** What limits payments in a currency, if anything does. */
  public Optional<AmountLimit> limit(String currency) {
    for (AmountLimit limit : limits) {
      if (limit.currency().equals(currency)) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }

  public boolean active() {
    return status == MerchantStatus.ACTIVE;
  }
}
