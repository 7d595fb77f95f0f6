package io.kassa.merchant.boundary;

import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.Merchant;
import io.kassa.merchant.entity.MerchantMode;
import io.kassa.merchant.entity.MerchantStatus;
import io.kassa.merchant.entity.Seller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A merchant as an operator sees it. */
public record MerchantView(
    UUID id,
    String name,
    MerchantMode mode,
    MerchantStatus status,
    Invoicing invoicing,
    LateSuccess lateSuccess,
    List<String> returnOrigins,
    Seller seller,
    boolean signedOnly,
    Instant createdAt) {

  static MerchantView of(Merchant merchant) {
    return new MerchantView(
        merchant.id(),
        merchant.name(),
        merchant.mode(),
        merchant.status(),
        merchant.invoicing(),
        merchant.lateSuccess(),
        merchant.returnOrigins().stream().sorted().toList(),
        merchant.seller(),
        merchant.signedOnly(),
        merchant.createdAt());
  }
}
