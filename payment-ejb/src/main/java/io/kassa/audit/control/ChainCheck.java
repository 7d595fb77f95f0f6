package io.kassa.audit.control;

import io.kassa.audit.entity.ChainBreak;
import io.kassa.audit.entity.ChainBreak.Reason;
import io.kassa.audit.entity.ChainHead;
import io.kassa.audit.entity.ChainLink;
import java.util.Optional;

/** Walks along a chain, link by link, and remembers no more than the last one. */
public final class ChainCheck {
  private final ChainHead noted;
  private ChainHead reached = ChainHead.EMPTY;

  /**
   * A walk that begins at the first link.
   *
   * @param noted a place that the chain must still pass; null if nobody noted one
   */
  public ChainCheck(ChainHead noted) {
    this.noted = noted;
  }

  /** The last link that holds. */
  public ChainHead reached() {
    return reached;
  }

  /** Takes the next link; tells why it does not hold, if so, and stays where it was. */
  public Optional<ChainBreak> take(ChainLink link) {
    long expected = reached.sequence() + 1;
    if (link.place().sequence() != expected) {
      return Optional.of(new ChainBreak(expected, null, Reason.LINK_MISSING));
    }
    if (link.entry() == null) {
      return Optional.of(new ChainBreak(expected, link.entryId(), Reason.ENTRY_MISSING));
    }
    ChainHead computed = ChainHash.next(reached, link.entry());
    if (!computed.equals(link.place())) {
      return Optional.of(new ChainBreak(expected, link.entryId(), Reason.HASH_DIFFERS));
    }
    reached = computed;
    return passesNoted()
        ? Optional.empty()
        : Optional.of(new ChainBreak(expected, link.entryId(), Reason.NOTED_HASH_DIFFERS));
  }

  /**
   * Ends the walk.
   *
   * @param last how many links the chain had when the walk began
   */
  public Optional<ChainBreak> end(long last) {
    if (reached.sequence() < last) {
      return Optional.of(new ChainBreak(reached.sequence() + 1, null, Reason.LINK_MISSING));
    }
    if (noted != null && noted.sequence() > reached.sequence()) {
      return Optional.of(new ChainBreak(reached.sequence() + 1, null, Reason.NOTED_LINK_MISSING));
    }
    return noted == null || noted.sequence() > 0 || noted.equals(ChainHead.EMPTY)
        ? Optional.empty()
        : Optional.of(new ChainBreak(0L, null, Reason.NOTED_HASH_DIFFERS));
  }

  private boolean passesNoted() {
    return noted == null || noted.sequence() != reached.sequence() || noted.equals(reached);
  }
}
