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
    record(caller, action, merchantId, objectId, null);
  }

  /**
   * Records an action and what it changed in the caller's transaction.
   *
   * @param details a few words; never a secret, never a person's data
   */
  public void record(
      Caller caller, String action, UUID merchantId, String objectId, String details) {
    String kind = caller.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    write(kind, caller.name(), action, merchantId, objectId, details);
  }

  /**
   * Records what Kassa did by itself.
   *
   * @param job which part of it, as in {@code retention}
   */
  public void recordBySystem(String job, String action, String details) {
    recordBySystem(job, action, null, null, details);
  }

  /**
   * Records what Kassa did by itself with something of a merchant's.
   *
   * @param job which part of it, as in {@code mail}
   * @param details a few words; never a secret, never a person's data
   */
  public void recordBySystem(
      String job, String action, UUID merchantId, String objectId, String details) {
    write("system", job, action, merchantId, objectId, details);
  }

  private void write(
      String kind, String actor, String action, UUID merchantId, String objectId, String details) {
    Sql.change(
        entities,
        """
        insert into audit_entries
          (id, at, actor_kind, actor, action, merchant_id, object_id, details)
        values (?1, now(), ?2, ?3, ?4, cast(?5 as uuid), ?6, ?7)
        """,
        UuidCreator.getTimeOrderedEpoch(),
        kind,
        actor,
        action,
        merchantId,
        objectId,
        details);
  }
}
