package io.kassa.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Locale;
import java.util.UUID;

/** Writes audit entries; there is no other writer and no way to change one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class AuditLog {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * Records an action in the caller's transaction.
   *
   * @param action a stable word such as {@code merchant.created}
   * @param merchantId whose object it is; null for objects of nobody
   * @param objectId which object; null if the merchant itself is the object
   */
  public void record(Caller caller, String action, UUID merchantId, String objectId) {
    Sql.change(
        entities,
        """
        insert into audit_entries (id, at, actor_kind, actor, action, merchant_id, object_id)
        values (?1, now(), ?2, ?3, ?4, cast(?5 as uuid), ?6)
        """,
        UuidCreator.getTimeOrderedEpoch(),
        caller.getClass().getSimpleName().toLowerCase(Locale.ROOT),
        caller.name(),
        action,
        merchantId,
        objectId);
  }
}
