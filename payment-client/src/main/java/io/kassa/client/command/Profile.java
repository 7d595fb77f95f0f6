package io.kassa.client.command;

import io.kassa.client.MerchantClient;
import io.kassa.client.MerchantCredential;
import io.kassa.client.json.Members;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls which server: a JSON file {@code {apiBase, credentialId, secret, signing?, currency?,
 * accountId?, webhookSecret?}}. {@code signing} is {@code hmac} for a credential of that type.
 */
final class Profile {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Members members;

  private Profile(Members members) {
    this.members = members;
  }

  /** Where it is looked for if nobody says so: {@code KASSA_PROFILE}, then the user's own. */
  static Path usual() {
    String named = System.getenv("KASSA_PROFILE");
    return named != null && !named.isEmpty()
        ? Path.of(named)
        : Path.of(System.getProperty("user.home"), ".kassa", "profile.json");
  }

  /**
   * Reads it.
   *
   * @throws UsageException if there is none, or others may read it
   */
  static Profile read(Path file) {
    try {
      PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (posix != null && !OWNERS.containsAll(posix.readAttributes().permissions())) {
        throw new UsageException("others may use " + file + ": chmod 600 " + file);
      }
      return new Profile(Members.parse(Files.readString(file)));
    } catch (IOException unreadable) {
      throw new UsageException("no profile could be read from " + file + " (" + unreadable + ")");
    } catch (IllegalArgumentException notJson) {
      throw new UsageException(file + " is no JSON object");
    }
  }

  URI apiBase() {
    return URI.create(text("apiBase"));
  }

  MerchantClient merchant() {
    String id = text("credentialId");
    String secret = text("secret");
    boolean signs = members.optionalText("signing").orElse("").equals("hmac");
    return MerchantClient.of(
        apiBase(),
        signs ? MerchantCredential.hmac(id, secret) : MerchantCredential.basic(id, secret));
  }

  String currency() {
    return members.optionalText("currency").orElse("CNY");
  }

  Optional<String> accountId() {
    return members.optionalText("accountId");
  }

  Optional<String> webhookSecret() {
    return members.optionalText("webhookSecret");
  }

  private String text(String name) {
    return members
        .optionalText(name)
        .orElseThrow(() -> new UsageException("the profile has no " + name));
  }
}
