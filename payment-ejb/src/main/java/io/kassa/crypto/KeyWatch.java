package io.kassa.crypto;

import io.kassa.crypto.KeyState.Kind;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rotates keys while the node works. Every five seconds, on every node: tells the others which keys
 * this one holds, reads the keystore again if the file changed, follows what is active, and carries
 * out what operators name by {@code kassa.key.….active} and {@code kassa.key.….retire}.
 *
 * <p>A version becomes active only when every living node holds it, so what one node makes the
 * others can verify and open at once, whichever of them hears of it first.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyWatch {
  private static final Logger LOG = Logger.getLogger(KeyWatch.class.getName());

  private final KeySettings settings = KeySettings.ofServer();
  private final KeystoreWatch keystore = new KeystoreWatch();
  private final Remarks remarks = new Remarks(LOG);
  private boolean broken;

  @Inject private Keys keys;
  @EJB private KeyRegister register;

  @Schedule(second = "*/5", minute = "*", hour = "*", persistent = false)
  void everyFiveSeconds() {
    if (!keys.isLoaded()) {
      return;
    }
    try {
      look();
      broken = false;
    } catch (RuntimeException failure) {
      if (!broken) {
        LOG.log(Level.WARNING, "keys are not watched; tried again every five seconds", failure);
      }
      broken = true;
    }
  }

  private void look() {
    List<KeyState> states = register.announce(keys.ring());
    if (readAgain(states)) {
      states = register.announce(keys.ring());
    }
    follow(states);
    boolean changed = false;
    for (KeyPurpose purpose : KeyPurpose.values()) {
      changed |= activate(purpose, states);
      changed |= retire(purpose, states);
      changed |= retireNow(purpose, states);
    }
    if (changed) {
      follow(register.announce(keys.ring()));
    }
  }

  /** Takes a changed keystore into use unless a key is missing; tells whether it did. */
  private boolean readAgain(List<KeyState> states) {
    try {
      Optional<KeystoreWatch.Reading> reading =
          keystore.read(settings.keystore(), settings::password);
      if (reading.isPresent()) {
        KeyRing next = reading.get().ring();
        Set<KeyId> lost = Handover.lost(keys.ring(), next, states);
        if (!lost.isEmpty()) {
          throw new IllegalStateException(
              "the keystore lost or replaced keys that are not retired: " + lost);
        }
        Set<KeyId> before = keys.ring().keys();
        if (!before.equals(next.keys())) {
          register.register(next);
          LOG.info("the keystore was read again: keys " + next.keys() + ", before " + before);
        }
        keys.use(next.withActive(Handover.active(next, states)));
        reading.get().taken().run();
      }
      remarks.settle("keystore");
      return reading.isPresent();
    } catch (IllegalStateException refused) {
      remarks.make(
          "keystore",
          Level.SEVERE,
          refused.getMessage() + "; the keys that were read before stay in use");
      return false;
    }
  }

  /** Signs and seals with what is active by now. */
  private void follow(List<KeyState> states) {
    KeyRing ring = keys.ring();
    Map<KeyPurpose, Integer> held = Handover.active(ring, states);
    KeyRegister.active(states)
        .forEach(
            (purpose, version) -> {
              if (!held.containsKey(purpose)) {
                remarks.make(
                    purpose + " held",
                    Level.SEVERE,
                    new KeyId(purpose, version) + " is active, but not in this node's keystore");
              } else {
                remarks.settle(purpose + " held");
              }
            });
    KeyRing next = ring.withActive(held);
    held.forEach(
        (purpose, version) -> {
          if (ring.active(purpose) != version) {
            LOG.info(new KeyId(purpose, version) + " is in use on this node");
          }
        });
    keys.use(next);
  }

  private boolean activate(KeyPurpose purpose, List<KeyState> states) {
    String topic = purpose + " active";
    Optional<KeyId> named = named(purpose, settings::active, topic);
    if (named.isEmpty()) {
      return false;
    }
    KeyId key = named.get();
    Optional<String> obstacle = obstacle(key, states);
    if (obstacle.isPresent()) {
      remarks.make(topic, Level.WARNING, key + " is named active, but is not: " + obstacle.get());
      return false;
    }
    remarks.settle(topic);
    if (Handover.isActive(key, states) || !register.activate(key)) {
      return false;
    }
    LOG.info(key + " is active");
    return true;
  }

  private Optional<String> obstacle(KeyId key, List<KeyState> states) {
    return Handover.obstacle(key, keys.ring(), states)
        .or(
            () -> {
              long without = register.nodesWithout(key);
              return without == 0
                  ? Optional.empty()
                  : Optional.of("nodes that do not hold it yet: " + without);
            });
  }

  /**
   * Makes the newest version in this node's keystore the active one, as naming it by {@code
   * kassa.key.….active} would; all nodes sign and seal with it within five seconds. Where it is
   * active already, nothing changes.
   *
   * @return the active key
   * @throws IllegalStateException if something stands in the way, with what it is
   */
  public KeyId rotate(KeyPurpose purpose) {
    KeyRing ring = keys.ring();
    KeyId newest = new KeyId(purpose, ring.versions(purpose).last());
    List<KeyState> states = register.announce(ring);
    obstacle(newest, states)
        .ifPresent(
            why -> {
              throw new IllegalStateException(newest + " cannot become active: " + why);
            });
    if (!Handover.isActive(newest, states) && register.activate(newest)) {
      LOG.info(newest + " is active");
    }
    follow(register.announce(keys.ring()));
    return newest;
  }

  private boolean retire(KeyPurpose purpose, List<KeyState> states) {
    boolean changed = false;
    for (KeyState state : states) {
      if (state.key().purpose() == purpose
          && state.kind() == Kind.VERIFY_ONLY
          && purpose.overlap().isPresent()
          && register.retire(state.key(), purpose.overlap().get())) {
        LOG.info(state.key() + " is retired: it may be taken out of the keystore");
        changed = true;
      }
    }
    return changed;
  }

  private boolean retireNow(KeyPurpose purpose, List<KeyState> states) {
    String topic = purpose + " retire";
    Optional<KeyId> named = named(purpose, settings::retire, topic);
    if (named.isEmpty() || Handover.isRetired(named.get(), states)) {
      return false;
    }
    boolean retired = register.retireNow(named.get());
    if (retired) {
      LOG.info(named.get() + " is retired as named: it may be taken out of the keystore");
    } else {
      remarks.make(
          topic,
          Level.WARNING,
          named.get() + " is named retired, but is not: unknown, active, or needed to open data");
    }
    return retired;
  }

  /** The key that operators name, or empty; what is no version is said once. */
  private Optional<KeyId> named(
      KeyPurpose purpose, Function<KeyPurpose, OptionalInt> setting, String topic) {
    try {
      OptionalInt version = setting.apply(purpose);
      if (version.isPresent()) {
        return Optional.of(new KeyId(purpose, version.getAsInt()));
      }
      remarks.settle(topic);
    } catch (IllegalArgumentException noVersion) {
      remarks.make(topic, Level.WARNING, noVersion.getMessage());
    }
    return Optional.empty();
  }
}
