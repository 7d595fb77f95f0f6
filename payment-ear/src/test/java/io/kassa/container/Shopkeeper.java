package io.kassa.container;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.access.Scope;
import io.kassa.merchant.entity.Merchant;
import io.kassa.merchant.entity.MerchantMode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes merchants of their own for the tests. */
@Dependent
class Shopkeeper {
  @Inject private EntityManager entities;
  @Inject private Transactions transactions;

  /** A new merchant, committed, as a caller. */
  Caller.Merchant open() throws Exception {
    Merchant merchant = transactions.commit(() -> persist(merchant()));
    return new Caller.Merchant(
        merchant.id(), "kc_00000000000000000000", Scope.permissions(Scope.ofBusiness()), null);
  }

  /** A new merchant that nobody has stored yet. */
  static Merchant merchant() {
    return new Merchant(
        UuidCreator.getTimeOrderedEpoch(),
        "Container test",
        MerchantMode.TEST,
        Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  private Merchant persist(Merchant merchant) {
    entities.persist(merchant);
    return merchant;
  }
}
