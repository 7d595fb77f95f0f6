package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.util.Optional;

/** What a confirmation led to: it is paid, or the payer has something to do. */
public final class ConfirmResult extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public ConfirmResult(Members members) {
    super(members);
  }

  /**
   * The signed answer.
   *
   * @return empty while the channel works
   */
  public Optional<Confirmation> confirmation() {
    return members().has("signature") ? Optional.of(new Confirmation(members())) : Optional.empty();
  }

  /**
   * What the payer does next.
   *
   * @return empty if there is nothing to do but to wait
   */
  public Optional<NextAction> nextAction() {
    return members().object("nextAction").map(NextAction::new);
  }
}
