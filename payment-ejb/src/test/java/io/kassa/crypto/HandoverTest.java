package io.kassa.crypto;

import static io.kassa.crypto.KeyPurpose.CREDENTIAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.crypto.KeyState.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a node concludes from its keystore, the states in the database and the settings. */
class HandoverTest {
  private static final KeyId FIRST = new KeyId(CREDENTIAL, 1);
  private static final KeyId SECOND = new KeyId(CREDENTIAL, 2);

  @Test
  void keystoreWithOneMoreKeyLosesNothing() {
    assertThat(Handover.lost(KeyRings.of(1), KeyRings.of(1, 2), firstIsActive())).isEmpty();
  }

  @Test
  void keyThatVanishedIsLostUnlessItIsRetired() {
    KeyRing now = credentials(1, 2);
    KeyRing next = credentials(2);

    assertThat(Handover.lost(now, next, states(Kind.ACTIVE, Kind.VERIFY_ONLY)))
        .containsExactly(FIRST);
    assertThat(Handover.lost(now, next, states(Kind.VERIFY_ONLY, Kind.ACTIVE)))
        .containsExactly(FIRST);
    assertThat(Handover.lost(now, next, states(Kind.RETIRED, Kind.ACTIVE))).isEmpty();
    assertThat(Handover.lost(now, next, List.of())).as("not registered").containsExactly(FIRST);
  }

  @Test
  void keyWithOtherBytesUnderItsNameIsLostEvenIfItIsRetired() {
    KeyRing next =
        KeyRing.of(
            Map.of(CREDENTIAL, Map.of(1, KeyRings.countingKey(), 2, KeyRings.filled(0xa0 + 2))));

    assertThat(Handover.lost(credentials(1, 2), next, states(Kind.VERIFY_ONLY, Kind.ACTIVE)))
        .containsExactly(FIRST);
    assertThat(Handover.lost(credentials(1, 2), next, states(Kind.RETIRED, Kind.ACTIVE)))
        .containsExactly(FIRST);
  }

  @Test
  void keyThatWasUsedIsNeededUntilItIsRetired() {
    assertThat(new KeyState(FIRST, Kind.ACTIVE, true).isNeeded()).isTrue();
    assertThat(new KeyState(FIRST, Kind.VERIFY_ONLY, true).isNeeded()).isTrue();
    assertThat(new KeyState(FIRST, Kind.VERIFY_ONLY, false).isNeeded()).isFalse();
    assertThat(new KeyState(FIRST, Kind.RETIRED, true).isNeeded()).isFalse();
  }

  @Test
  void activeVersionThatTheRingLacksIsLeftOut() {
    List<KeyState> states = states(Kind.VERIFY_ONLY, Kind.ACTIVE);

    assertThat(Handover.active(credentials(1, 2), states))
        .containsExactly(Map.entry(CREDENTIAL, 2));
    assertThat(Handover.active(credentials(1), states)).isEmpty();
  }

  @Test
  void nextVersionMayBecomeActive() {
    assertThat(Handover.obstacle(SECOND, credentials(1, 2), firstIsActive())).isEmpty();
  }

  @Test
  void activeVersionMayBeNamedForEver() {
    List<KeyState> states = states(Kind.VERIFY_ONLY, Kind.ACTIVE);

    assertThat(Handover.obstacle(SECOND, credentials(1, 2), states)).isEmpty();
    assertThat(Handover.isActive(SECOND, states)).isTrue();
  }

  @Test
  void settingOfYesterdayDoesNotTurnARotationBack() {
    assertThat(Handover.obstacle(FIRST, credentials(1, 2), states(Kind.VERIFY_ONLY, Kind.ACTIVE)))
        .hasValue("version 2 is active, and versions only go up");
  }

  @Test
  void versionThatIsNotInTheKeystoreDoesNotBecomeActive() {
    assertThat(Handover.obstacle(SECOND, credentials(1), firstIsActive()))
        .hasValue("this node's keystore does not hold it");
  }

  @Test
  void retiredVersionDoesNotBecomeActive() {
    assertThat(Handover.obstacle(SECOND, credentials(1, 2), states(Kind.ACTIVE, Kind.RETIRED)))
        .hasValue("it is retired");
  }

  private static List<KeyState> firstIsActive() {
    return states(Kind.ACTIVE, Kind.VERIFY_ONLY);
  }

  private static List<KeyState> states(Kind... kinds) {
    List<KeyState> states = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      states.add(new KeyState(new KeyId(CREDENTIAL, i + 1), kinds[i], kinds[i] == Kind.ACTIVE));
    }
    return states;
  }

  private static KeyRing credentials(int... versions) {
    Map<Integer, byte[]> keys = new TreeMap<>();
    for (int version : versions) {
      keys.put(version, KeyRings.filled(0xa0 + version));
    }
    return KeyRing.of(Map.of(CREDENTIAL, keys));
  }
}
