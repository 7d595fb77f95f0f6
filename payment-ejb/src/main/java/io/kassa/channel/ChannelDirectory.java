package io.kassa.channel;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The channels that this application holds, found by their type. */
@ApplicationScoped
public class ChannelDirectory {
  @Inject @Any private Instance<Channel> found;

  private final Map<ChannelName, Channel> channels = new EnumMap<>(ChannelName.class);

  @PostConstruct
  void collect() {
    for (Channel channel : found) {
      if (channels.put(channel.name(), channel) != null) {
        throw new IllegalStateException("two channels are called " + channel.name());
      }
    }
  }

  /** The channel of that name; BALANCE is none, it lives inside the database. */
  public Optional<Channel> find(ChannelName name) {
    return Optional.ofNullable(channels.get(name));
  }
}
