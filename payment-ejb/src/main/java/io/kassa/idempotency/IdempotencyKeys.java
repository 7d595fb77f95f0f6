package io.kassa.idempotency;

import io.kassa.access.Caller;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.storage.Bytes;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs an effect once per idempotency key. The record is taken before the effect and commits with
 * it, so a crash or a refusal leaves both or neither. A second call waits at the record's unique
 * key until the first has committed, or until the database's {@code lock_timeout} of 5 s, which
 * reaches the caller as REQUEST_IN_PROGRESS.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class IdempotencyKeys {
  private static final int CREATED = 201;
  private static final int FOUND = 200;
  private static final int BATCH = 500;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  private record Taken(Bytes bodySha256, boolean isNew, String resourceId) {}

  /**
   * Runs the effect, or finds the answer that the first call with this key got.
   *
   * @param key null if none was sent; then the effect simply runs. Other callers than merchants
   *     have no keys
   * @param resourceId the id under which {@code asCreated} finds the effect's result again
   * @param asCreated renders the resource as the first call answered it
   * @throws PaymentException IDEMPOTENCY_KEY_REUSED if the key came with another body
   */
  public <T> Created<T> once(
      Caller caller,
      RequestKey key,
      Function<T, Object> resourceId,
      Function<String, T> asCreated,
      Supplier<Created<T>> effect) {
    if (key == null || !(caller instanceof Caller.Merchant)) {
      return effect.get();
    }
    Optional<Taken> earlier = take(caller, key);
    if (earlier.isPresent()) {
      Taken taken = earlier.get();
      if (!taken.bodySha256().equals(key.bodySha256())) {
        throw PaymentException.of(
            ErrorCode.IDEMPOTENCY_KEY_REUSED, "This idempotency key came with another body.");
      }
      return new Created<>(asCreated.apply(taken.resourceId()), taken.isNew(), true);
    }
    Created<T> done = effect.get();
    fill(caller, key, done.isNew(), resourceId.apply(done.value()).toString());
    return done;
  }

  /**
   * Clears away a batch of records that are older than 72 hours.
   *
   * @return how many, at most {@value #BATCH}
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int clear() {
    return Sql.change(
        entities,
        """
        delete from idempotency_records r using (
          select merchant_id, route, key from idempotency_records
           where created_at < now() - interval '72 hours'
           order by created_at limit ?1 for update skip locked) old
         where r.merchant_id = old.merchant_id and r.route = old.route and r.key = old.key
        """,
        BATCH);
  }

  private Optional<Taken> take(Caller caller, RequestKey key) {
    boolean mine =
        Sql.change(
                entities,
                """
                insert into idempotency_records (merchant_id, route, key, body_sha256, created_at)
                values (?1, ?2, ?3, ?4, now())
                on conflict (merchant_id, route, key) do nothing
                """,
                caller.merchantId(),
                key.route(),
                key.key(),
                Bytes.array(key.bodySha256()))
            == 1;
    return mine ? Optional.empty() : Optional.of(earlier(caller, key));
  }

  private Taken earlier(Caller caller, RequestKey key) {
    Row row =
        Sql.row(
                entities,
                """
                select body_sha256, status_code, resource_id from idempotency_records
                 where merchant_id = ?1 and route = ?2 and key = ?3
                """,
                caller.merchantId(),
                key.route(),
                key.key())
            .orElseThrow(
                () ->
                    PaymentException.of(
                        ErrorCode.REQUEST_IN_PROGRESS, "The key's record was just cleared away."));
    return new Taken(Bytes.of(row.bytes(0)), row.number(1) == CREATED, row.text(2));
  }

  private void fill(Caller caller, RequestKey key, boolean isNew, String resourceId) {
    Sql.change(
        entities,
        """
        update idempotency_records set status_code = ?4, resource_id = ?5
         where merchant_id = ?1 and route = ?2 and key = ?3
        """,
        caller.merchantId(),
        key.route(),
        key.key(),
        isNew ? CREATED : FOUND,
        resourceId);
  }
}
