package io.kassa.ledger;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** Opens ledger accounts, each in a transaction of its own, so that what needs one may fail. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AccountOpening {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** The id of a merchant's own account, which is opened if it is not there yet. */
  public UUID open(UUID merchantId, AccountCode code, String currency) {
    Sql.change(
        entities,
        """
        insert into ledger_accounts (merchant_id, id, code, owner_id, currency, created_at)
        values (?1, ?2, ?3, ?1, ?4, now())
        on conflict (merchant_id, code, owner_id, currency) do nothing
        """,
        merchantId,
        UuidCreator.getTimeOrderedEpoch(),
        code.name(),
        currency);
    return Sql.row(
            entities,
            """
            select id from ledger_accounts
             where merchant_id = ?1 and code = ?2 and owner_id = ?1 and currency = ?3
            """,
            merchantId,
            code.name(),
            currency)
        .orElseThrow()
        .uuid(0);
  }
}
