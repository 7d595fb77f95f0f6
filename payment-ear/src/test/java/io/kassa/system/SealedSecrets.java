package io.kassa.system;

import io.kassa.instance.Instance;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Rows of {@code credentials} with a sealed secret, written and read by the JDK's cipher alone, so
 * that a mistake of Kassa's own is not made twice.
 */
record SealedSecrets(String merchantId) {
  private static final int NONCE_BYTES = 12;
  private static final int HEADER_BYTES = 3 + NONCE_BYTES;

  /** Writes so many rows, sealed with this version, and returns the secrets by row. */
  Map<String, String> insert(int rows, int version) throws Exception {
    Map<String, String> secrets = new TreeMap<>();
    Key key = key(version);
    try (Connection connection = Instance.current().database().owner()) {
      for (int i = 0; i < rows; i++) {
        String id = id();
        String secret = UUID.randomUUID().toString();
        insert(connection, id, seal(key, version, id, secret));
        secrets.put(id, secret);
      }
    }
    return secrets;
  }

  /** A row that names this version and that no key opens. */
  String insertDamaged(int version) throws Exception {
    String id = id();
    byte[] sealed = seal(key(version), version, "another row", "secret");
    try (Connection connection = Instance.current().database().owner()) {
      insert(connection, id, sealed);
    }
    return id;
  }

  /** The secrets of these rows, opened with this version, which each of them has to name. */
  Map<String, String> open(Iterable<String> ids, int version) throws Exception {
    Map<String, String> secrets = new TreeMap<>();
    Key key = key(version);
    try (Connection connection = Instance.current().database().owner();
        PreparedStatement statement =
            connection.prepareStatement(
                "select sealed_secret from kassa.credentials where id = ?")) {
      for (String id : ids) {
        statement.setString(1, id);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          secrets.put(id, open(key, version, id, row.getBytes(1)));
        }
      }
    }
    return secrets;
  }

  /** How many rows of this merchant name this version. */
  long naming(int version) {
    return Books.count(
        "select count(*) from credentials where merchant_id = '%s' and sealed_secret is not null"
                .formatted(merchantId)
            + " and get_byte(sealed_secret, 1) * 256 + get_byte(sealed_secret, 2) = "
            + version);
  }

  private void insert(Connection connection, String id, byte[] sealed) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into kassa.credentials
              (id, merchant_id, type, sealed_secret, created_at, revoked_at, version)
            values (?, ?, 'HMAC', ?, now(), now(), 0)
            """)) {
      statement.setString(1, id);
      statement.setObject(2, UUID.fromString(merchantId));
      statement.setBytes(3, sealed);
      statement.executeUpdate();
    }
  }

  private static String id() {
    return "kc_" + UUID.randomUUID().toString().replace("-", "");
  }

  private static Key key(int version) throws Exception {
    return Instance.current().server().keystore().key("credential-" + version);
  }

  private static byte[] seal(Key key, int version, String id, String secret)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    byte[] text =
        cipher(Cipher.ENCRYPT_MODE, key, nonce, id)
            .doFinal(secret.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(HEADER_BYTES + text.length)
        .put((byte) 1)
        .putShort((short) version)
        .put(nonce)
        .put(text)
        .array();
  }

  private static String open(Key key, int version, String id, byte[] sealed)
      throws GeneralSecurityException {
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    if (bytes.get() != 1 || bytes.getShort() != version) {
      throw new IllegalStateException(id + " is not sealed with version " + version);
    }
    byte[] nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    byte[] plain =
        cipher(Cipher.DECRYPT_MODE, key, nonce, id)
            .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
    return new String(plain, StandardCharsets.UTF_8);
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, String id)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(("credentials\0sealed_secret\0" + id).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
