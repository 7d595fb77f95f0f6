package io.kassa.payment.boundary;

import io.kassa.budget.DailyBudgets;
import io.kassa.budget.Spending;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.control.MerchantProfile;
import io.kassa.money.Money;
import java.util.Optional;
import java.util.UUID;

/** An amount that counts towards a merchant's limit per day. */
record DailyLimit(UUID merchantId, String currency, long limitMinor, long amountMinor) {

  /** Nothing for a merchant without such a limit in this currency. */
  static Optional<DailyLimit> of(MerchantProfile merchant, Money amount) {
    String currency = amount.currency().code();
    return merchant
        .limit(currency)
        .filter(limit -> limit.perDayMinor() != null)
        .map(
            limit ->
                new DailyLimit(merchant.id(), currency, limit.perDayMinor(), amount.amountMinor()));
  }

  /** Spends what this node holds; empty if the common budget has to be asked. */
  Optional<Spending> spendHeld(DailyBudgets budgets) {
    return budgets.spendHeld(merchantId, currency, limitMinor, amountMinor);
  }

  /**
   * Spends from the common budget.
   *
   * @throws PaymentException LIMIT_EXCEEDED if it does not hold so much
   */
  Spending spend(DailyBudgets budgets) {
    return budgets
        .spend(merchantId, currency, limitMinor, amountMinor)
        .orElseThrow(() -> CreationRules.beyond("perDay", amountMinor, limitMinor));
  }
}
