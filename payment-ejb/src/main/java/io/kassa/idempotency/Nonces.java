package io.kassa.idempotency;

import io.kassa.access.Caller;
import io.kassa.access.Nonce;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.storage.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Spends a signed request's nonce in the transaction of its effect: on every node a repetition
 * finds the nonce spent, and a refused request leaves it unspent, since it had no effect.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class Nonces {
  private static final int BATCH = 1000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @Resource private TransactionSynchronizationRegistry transaction;

  /**
   * Spends the nonce.
   *
   * @throws PaymentException UNAUTHORIZED if it was spent before
   */
  public void spend(Caller.Merchant caller) {
    int spent =
        Sql.change(
            entities,
            """
            insert into request_nonces (created_at, credential_id, nonce, merchant_id)
            values (?1, ?2, ?3, ?4) on conflict do nothing
            """,
            caller.nonce().createdAt(),
            caller.credentialId(),
            caller.nonce().value(),
            caller.merchantId());
    if (spent == 0) {
      throw refusal();
    }
  }

  /**
   * Notes that the caller's transaction spent this nonce in a statement of its own.
   *
   * @param rows how many nonces that statement wrote
   * @throws PaymentException UNAUTHORIZED if it was spent before
   */
  public void spent(Nonce nonce, long rows) {
    if (rows == 0) {
      throw refusal();
    }
    transaction.putResource(Nonces.class, nonce);
  }

  /** Whether the caller's transaction spent it by {@link #spent}. */
  public boolean isSpent(Nonce nonce) {
    return nonce.equals(transaction.getResource(Nonces.class));
  }

  private static PaymentException refusal() {
    return PaymentException.of(ErrorCode.UNAUTHORIZED, "The proof is missing or wrong.");
  }

  /**
   * Clears away a batch of nonces whose signatures are refused for their age by now, twice over.
   * One node at a time does so: to lock rows would need the right to change them.
   *
   * @return how many, at most {@value #BATCH}; 0 while another node does
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int clear() {
    return Sql.change(
        entities,
        """
        with turn as materialized (
          select pg_try_advisory_xact_lock(hashtext('kassa.request_nonces')) as mine
        ), old as (
          select created_at, credential_id, nonce from request_nonces
           where (select mine from turn) and created_at < now() - interval '10 minutes'
           order by created_at limit ?1
        )
        delete from request_nonces n using old
         where n.created_at = old.created_at and n.credential_id = old.credential_id
           and n.nonce = old.nonce
        """,
        BATCH);
  }
}
