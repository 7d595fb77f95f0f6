package io.kassa.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a merchant lets one of its credentials do; a credential holds one or more. */
public enum Scope {
  /** Create and cancel payments, and erase their personal data. */
  PAYMENTS_CREATE("payments:create"),
  /** Give money back. */
  REFUNDS_CREATE("refunds:create"),
  /** Open customers' accounts and book deposits. */
  ACCOUNTS_MANAGE("accounts:manage"),
  /** Read payments, refunds, accounts, events, settlements and what belongs to them. */
  READ("read"),
  /** Manage the merchant's own credentials and return origins, and retry deliveries. */
  SETTINGS("settings");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /** What a credential gets when nothing is asked for: all that business needs, no settings. */
  public static Set<Scope> ofBusiness() {
    return EnumSet.complementOf(EnumSet.of(SETTINGS));
  }

  /** The spelling of the API, as in {@code payments:create}. */
  public String text() {
    return text;
  }

  /** The scope of a spelling; empty if there is none. */
  public static Optional<Scope> parse(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
  }

  /** What these scopes allow together; unmodifiable. */
  public static Set<Permission> permissions(Set<Scope> scopes) {
    return scopes.stream()
        .flatMap(scope -> scope.permissions().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<Permission> permissions() {
    return switch (this) {
      case PAYMENTS_CREATE ->
          Set.of(
              Permission.CREATE_PAYMENT,
              Permission.CANCEL_PAYMENT,
              Permission.CLOSE_ATTEMPT,
              Permission.ERASE_PERSONAL_DATA);
      case REFUNDS_CREATE -> Set.of(Permission.CREATE_REFUND);
      case ACCOUNTS_MANAGE -> Set.of(Permission.MANAGE_ACCOUNTS);
      case READ ->
          Set.of(
              Permission.READ_PAYMENT,
              Permission.LIST_PAYMENTS,
              Permission.READ_REFUNDS,
              Permission.READ_ACCOUNTS,
              Permission.READ_EVENTS,
              Permission.READ_SETTLEMENTS);
      case SETTINGS ->
          Set.of(Permission.READ_SETTINGS, Permission.MANAGE_SETTINGS, Permission.RETRY_DELIVERIES);
    };
  }
}
