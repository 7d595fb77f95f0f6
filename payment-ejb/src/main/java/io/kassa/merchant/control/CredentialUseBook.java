package io.kassa.merchant.control;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Writes when credentials were last used, in one transaction and always in the same order. */
@Stateless
public class CredentialUseBook {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** Moves each time forward, never back: another node may know a later one. */
  public void write(Map<String, Instant> uses) {
    new TreeMap<>(uses)
        .forEach(
            (credentialId, at) ->
                Sql.change(
                    entities,
                    """
                    update credentials set last_used_at = ?2
                     where id = ?1 and (last_used_at is null or last_used_at < ?2)
                    """,
                    credentialId,
                    at));
  }
}
