package io.kassa.merchant.boundary;

import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.MerchantStatus;
import io.kassa.merchant.entity.Seller;
import java.util.ArrayList;
import java.util.List;
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

  /** What is changed, for the audit log: names, and of values only the status. */
  String summary() {
    List<String> changed = new ArrayList<>();
    if (name != null) {
      changed.add("name");
    }
    if (status != null) {
      changed.add("status=" + status);
    }
    if (invoicing != null) {
      changed.add("invoicing");
    }
    if (returnOrigins != null) {
      changed.add("returnOrigins");
    }
    if (lateSuccess != null) {
      changed.add("lateSuccess");
    }
    if (seller != null) {
      changed.add("seller");
    }
    if (signedOnly != null) {
      changed.add("signedOnly=" + signedOnly);
    }
    return String.join(", ", changed);
  }
}
