package io.kassa.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {
  /** What no merchant's credential may ever do, whatever its scopes. */
  private static final Set<Permission> OF_OTHERS =
      EnumSet.of(
          Permission.CONFIRM_PAYMENT,
          Permission.READ_MERCHANTS,
          Permission.MANAGE_MERCHANTS,
          Permission.READ_DEAD_LETTERS,
          Permission.ACT_ON_DEAD_LETTERS,
          Permission.READ_METRICS);

  @Test
  void everySpellingIsReadBack() {
    for (Scope scope : Scope.values()) {
      assertThat(Scope.parse(scope.text())).contains(scope);
    }
    assertThat(Scope.parse("all")).isEmpty();
  }

  @Test
  void allScopesTogetherNeverReachWhatOthersDo() {
    assertThat(Scope.permissions(EnumSet.allOf(Scope.class)))
        .doesNotContainAnyElementsOf(OF_OTHERS);
  }

  @Test
  void scopesShareNoPermission() {
    for (Scope one : Scope.values()) {
      for (Scope other : Scope.values()) {
        if (one != other) {
          assertThat(
                  Collections.disjoint(
                      Scope.permissions(Set.of(one)), Scope.permissions(Set.of(other))))
              .as("%s and %s", one, other)
              .isTrue();
        }
      }
    }
  }

  @Test
  void businessManagesNoSettings() {
    assertThat(Scope.permissions(Scope.ofBusiness()))
        .contains(Permission.CREATE_PAYMENT, Permission.READ_PAYMENT, Permission.MANAGE_ACCOUNTS)
        .doesNotContain(Permission.MANAGE_SETTINGS, Permission.READ_SETTINGS);
  }

  @Test
  void scopeReadOnlyReads() {
    assertThat(Scope.permissions(Set.of(Scope.READ)))
        .allMatch(permission -> permission.name().matches("(READ|LIST)_.*"));
  }
}
