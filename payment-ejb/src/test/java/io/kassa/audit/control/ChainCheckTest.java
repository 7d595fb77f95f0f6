package io.kassa.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.audit.entity.AuditEntry;
import io.kassa.audit.entity.ChainBreak;
import io.kassa.audit.entity.ChainBreak.Reason;
import io.kassa.audit.entity.ChainHead;
import io.kassa.audit.entity.ChainLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainCheckTest {
  private static final int LENGTH = 5;
  private static final String OTHER_HASH = "ab".repeat(32);

  private final List<ChainLink> chain = chain();

  @Test
  void untouchedChainHoldsToItsEnd() {
    ChainCheck check = new ChainCheck(null);

    assertThat(walk(check, chain)).isEmpty();
    assertThat(check.reached()).isEqualTo(chain.get(LENGTH - 1).place());
    assertThat(new ChainCheck(null).end(0)).isEmpty();
  }

  @Test
  void changedEntryIsFoundAtItsPlace() {
    ChainLink third = chain.get(2);
    AuditEntry was = third.entry();
    AuditEntry is =
        new AuditEntry(
            was.id(), was.at(), was.actorKind(), "other", was.action(), null, null, null);
    chain.set(2, new ChainLink(third.place(), third.entryId(), is));

    assertThat(walk(chain)).contains(broken(3, third.entryId(), Reason.HASH_DIFFERS));
  }

  @Test
  void deletedEntryIsFoundAtItsPlace() {
    ChainLink last = chain.get(LENGTH - 1);
    chain.set(LENGTH - 1, new ChainLink(last.place(), last.entryId(), null));

    assertThat(walk(chain)).contains(broken(LENGTH, last.entryId(), Reason.ENTRY_MISSING));
  }

  @Test
  void deletedLinksAreFoundWhereverTheyWere() {
    for (int deleted = 0; deleted < LENGTH; deleted++) {
      List<ChainLink> shorter = chain();
      shorter.remove(deleted);
      assertThat(walk(shorter)).contains(broken(deleted + 1, null, Reason.LINK_MISSING));
    }
  }

  @Test
  void changedHashIsFoundAtItsPlace() {
    ChainLink first = chain.get(0);
    chain.set(0, new ChainLink(ChainHead.of(1, OTHER_HASH), first.entryId(), first.entry()));

    assertThat(walk(chain)).contains(broken(1, first.entryId(), Reason.HASH_DIFFERS));
  }

  @Test
  void entriesThatChangedPlacesAreFoundAtTheFirst() {
    ChainLink second = chain.get(1);
    ChainLink fourth = chain.get(3);
    chain.set(1, new ChainLink(second.place(), fourth.entryId(), fourth.entry()));
    chain.set(3, new ChainLink(fourth.place(), second.entryId(), second.entry()));

    assertThat(walk(chain)).contains(broken(2, fourth.entryId(), Reason.HASH_DIFFERS));
  }

  @Test
  void linksInTheWrongOrderAreNoChain() {
    Collections.swap(chain, 1, 2);

    assertThat(walk(chain)).contains(broken(2, null, Reason.LINK_MISSING));
  }

  @Test
  void chainStillPassesWhatWasNotedOnItsWay() {
    for (ChainLink link : chain) {
      assertThat(walk(new ChainCheck(link.place()), chain)).isEmpty();
    }
    assertThat(walk(new ChainCheck(ChainHead.EMPTY), chain)).isEmpty();
  }

  @Test
  void chainMadeAnewDoesNotPassWhatWasNoted() {
    ChainHead noted = ChainHead.of(4, OTHER_HASH);
    ChainHead emptyNoted = ChainHead.of(0, OTHER_HASH);

    assertThat(walk(new ChainCheck(noted), chain))
        .contains(broken(4, chain.get(3).entryId(), Reason.NOTED_HASH_DIFFERS));
    assertThat(walk(new ChainCheck(emptyNoted), chain))
        .contains(broken(0, null, Reason.NOTED_HASH_DIFFERS));
  }

  @Test
  void chainWhoseEndWasCutOffDoesNotReachWhatWasNoted() {
    ChainHead noted = chain.remove(LENGTH - 1).place();

    assertThat(walk(new ChainCheck(null), chain, LENGTH - 1)).isEmpty();
    assertThat(walk(new ChainCheck(noted), chain, LENGTH - 1))
        .contains(broken(LENGTH, null, Reason.NOTED_LINK_MISSING));
  }

  private static ChainBreak broken(long sequence, UUID entryId, Reason reason) {
    return new ChainBreak(sequence, entryId, reason);
  }

  private static Optional<ChainBreak> walk(List<ChainLink> links) {
    return walk(new ChainCheck(null), links);
  }

  private static Optional<ChainBreak> walk(ChainCheck check, List<ChainLink> links) {
    return walk(check, links, LENGTH);
  }

  private static Optional<ChainBreak> walk(ChainCheck check, List<ChainLink> links, long last) {
    for (ChainLink link : links) {
      Optional<ChainBreak> broken = check.take(link);
      if (broken.isPresent()) {
        return broken;
      }
    }
    return check.end(last);
  }

  private static List<ChainLink> chain() {
    List<ChainLink> links = new ArrayList<>();
    ChainHead head = ChainHead.EMPTY;
    for (int i = 1; i <= LENGTH; i++) {
      AuditEntry entry =
          new AuditEntry(
              new UUID(7, i),
              Instant.parse("2026-11-23T09:00:00Z").plusSeconds(i),
              "operator",
              "admin",
              "merchant.changed",
              null,
              null,
              null);
      head = ChainHash.next(head, entry);
      links.add(new ChainLink(head, entry.id(), entry));
    }
    return links;
  }
}
