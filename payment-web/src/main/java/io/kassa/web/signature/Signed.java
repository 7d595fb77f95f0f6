package io.kassa.web.signature;

import io.kassa.access.SignatureAlgorithm;
import java.util.List;

/**
 * A signature as a request's headers tell it: well-formed, and not believed yet.
 *
 * @param parameters the list of components and its parameters, as they were sent and signed
 * @param components the names of what is covered, in the signature's order, none twice
 * @param keyId whose key, 1 to {@value #MAX_TEXT_CHARS} printable ASCII characters
 * @param created in seconds since 1970, not judged
 * @param expires in seconds since 1970; {@link Long#MAX_VALUE} if it was not given
 * @param nonce 1 to {@value #MAX_TEXT_CHARS} printable ASCII characters; null if it was not given,
 *     which is accepted for reading requests only
 * @param algorithm the one whose signatures have this length
 * @param signature as many bytes as the algorithm's signatures have
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the reader to the key, never compared
public record Signed(
    String parameters,
    List<String> components,
    String keyId,
    long created,
    long expires,
    String nonce,
    SignatureAlgorithm algorithm,
    byte[] signature) {
  /** The longest key id, nonce or tag. */
  public static final int MAX_TEXT_CHARS = 128;

  /** Whether the signature covers this component. */
  boolean covers(String component) {
    return components.contains(component);
  }

  /** The key id and the time; not the bytes. */
  @Override
  public String toString() {
    return "Signed[" + keyId + " " + created + "]";
  }
}
