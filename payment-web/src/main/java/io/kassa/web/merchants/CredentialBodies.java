package io.kassa.web.merchants;

import io.kassa.access.AddressRange;
import io.kassa.access.Scope;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.boundary.NewCredential;
import io.kassa.merchant.entity.CredentialTerms;
import io.kassa.merchant.entity.CredentialType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The bodies about credentials. */
final class CredentialBodies {
  private static final String SCOPES =
      "(payments:create|refunds:create|accounts:manage|read|settings)";
  private static final String NO_SCOPE =
      "must be one of payments:create, refunds:create, accounts:manage, read, settings";
  private static final String NO_RANGE = "must be an address or a CIDR range, as 192.0.2.0/24";
  private static final int MOST_OVERLAP_SECONDS = 30 * 24 * 60 * 60;
  private static final int USUAL_OVERLAP_SECONDS = 24 * 60 * 60;

  private CredentialBodies() {}

  /** The body of {@code POST /merchants/{id}/credentials}. */
  public record NewCredentialJson(
      @NotNull CredentialType type,
      @Size(min = 43, max = 44) String publicKey,
      @Size(min = 1, max = 5) List<@Pattern(regexp = SCOPES, message = NO_SCOPE) String> scopes,
      @Size(max = 50) List<@Size(max = 49) String> allowedAddresses,
      Instant expiresAt) {

    NewCredential command() {
      return NewCredential.of(
          type, publicKey, new CredentialTerms(scopeSet(), ranges(), expiresAt));
    }

    private Set<Scope> scopeSet() {
      return scopes == null
          ? Scope.ofBusiness()
          : scopes.stream()
              .flatMap(text -> Scope.parse(text).stream())
              .collect(Collectors.toUnmodifiableSet());
    }

    private List<String> ranges() {
      if (allowedAddresses == null) {
        return List.of();
      }
      for (int i = 0; i < allowedAddresses.size(); i++) {
        if (AddressRange.parse(allowedAddresses.get(i)).isEmpty()) {
          throw PaymentException.invalid("allowedAddresses[" + i + "]", NO_RANGE);
        }
      }
      return allowedAddresses;
    }
  }

  /**
   * The body of {@code POST …/credentials/{credentialId}/rotation}.
   *
   * @param overlapSeconds how long the old credential goes on; a day if it is not said
   */
  public record RotationJson(
      @Min(0) @Max(MOST_OVERLAP_SECONDS) Integer overlapSeconds,
      @Size(min = 43, max = 44) String publicKey) {

    Duration overlap() {
      return Duration.ofSeconds(overlapSeconds == null ? USUAL_OVERLAP_SECONDS : overlapSeconds);
    }
  }
}
