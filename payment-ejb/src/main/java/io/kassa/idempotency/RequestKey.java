package io.kassa.idempotency;

import io.kassa.storage.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header) and what was sent with it.
 *
 * @param route method and path, so that a key is known per route
 * @param key 1 to 255 visible ASCII characters
 * @param bodySha256 of the body's bytes as they were sent
 */
public record RequestKey(String route, String key, Bytes bodySha256) {

  /** The key of a request with this body, which may be empty and is never null. */
  public static RequestKey of(String route, String key, byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return new RequestKey(route, key, Bytes.of(hash));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
