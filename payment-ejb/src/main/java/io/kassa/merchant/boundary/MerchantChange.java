package io.kassa.merchant.boundary;

import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.MerchantStatus;
import io.kassa.merchant.entity.Seller;
import java.util.Set;

/** What to change of a merchant; a null component stays as it is. The mode cannot change. */
public record MerchantChange(
    String name,
    MerchantStatus status,
    Invoicing invoicing,
    Set<String> returnOrigins,
    LateSuccess lateSuccess,
    Seller seller,
    Boolean signedOnly) {

  static MerchantChange ofReturnOrigins(Set<String> returnOrigins) {
    return new MerchantChange(null, null, null, returnOrigins, null, null, null);
  }
}
