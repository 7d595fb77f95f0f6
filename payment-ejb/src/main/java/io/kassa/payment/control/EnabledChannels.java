package io.kassa.payment.control;

import io.kassa.channel.ChannelDirectory;
import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import io.kassa.channel.control.ConfigurationDirectory;
import io.kassa.channel.entity.ChannelConfiguration;
import io.kassa.payment.entity.EnabledChannel;
import io.kassa.payment.entity.Payment;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Through which channels a payment may be confirmed, as this node knows them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class EnabledChannels {
  @EJB private ConfigurationDirectory configurations;
  @Inject private ChannelDirectory channels;

  /** The account of the customer first, then the others in the order of their names. */
  public List<EnabledChannel> of(Payment payment) {
    List<EnabledChannel> enabled = new ArrayList<>();
    if (payment.accountId() != null) {
      enabled.add(new EnabledChannel(ChannelName.BALANCE, List.of()));
    }
    Map<ChannelName, Set<Scene>> scenes = new EnumMap<>(ChannelName.class);
    for (ChannelConfiguration one : configurations.enabled(payment.merchantId())) {
      boolean able =
          channels
              .find(one.channel())
              .filter(channel -> channel.currencies().contains(payment.currency()))
              .isPresent();
      if (able) {
        scenes
            .computeIfAbsent(one.channel(), name -> EnumSet.noneOf(Scene.class))
            .addAll(one.scenes());
      }
    }
    scenes.forEach((name, offered) -> enabled.add(new EnabledChannel(name, List.copyOf(offered))));
    return enabled;
  }
}
