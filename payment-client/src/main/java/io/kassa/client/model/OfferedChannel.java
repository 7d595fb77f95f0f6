package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.util.List;
import java.util.stream.Collectors;

/** A channel that may pay a payment. */
public final class OfferedChannel extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public OfferedChannel(Members members) {
    super(members);
  }

  /**
   * Which one.
   *
   * @return never null
   */
  public Channel channel() {
    return Channel.of(members().text("channel"));
  }

  /**
   * How it can be met.
   *
   * @return empty for a channel without scenes
   */
  public List<Scene> scenes() {
    return members().texts("scenes").stream()
        .map(Scene::of)
        .collect(Collectors.toUnmodifiableList());
  }
}
