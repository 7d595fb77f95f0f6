package io.kassa.payment.control;

import io.kassa.payment.entity.Payment;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Whose account a payment may be taken from: enough to know oneself by, too little to learn. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class MaskedCustomer {
  private static final int SHOWN_AT_END = 2;
  private static final int SHORTEST_WITH_END = 6;
  private static final String HIDDEN = "***";

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** The customer of the payment's account, masked; empty if it has no account. */
  public Optional<String> of(Payment payment) {
    if (payment.accountId() == null) {
      return Optional.empty();
    }
    return Sql.row(
            entities,
            "select customer_id from stored_value_accounts where merchant_id = ?1 and id = ?2",
            payment.merchantId(),
            payment.accountId())
        .map((Row row) -> mask(row.text(0)));
  }

  /**
   * The first character and, from six characters on, the last two; the number of those between is
   * not told.
   */
  static String mask(String customerId) {
    int length = customerId.codePointCount(0, customerId.length());
    String start = customerId.substring(0, customerId.offsetByCodePoints(0, 1));
    String end =
        length < SHORTEST_WITH_END
            ? ""
            : customerId.substring(
                customerId.offsetByCodePoints(customerId.length(), -SHOWN_AT_END));
    return start + HIDDEN + end;
  }
}
