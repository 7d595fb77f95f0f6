package io.kassa.channel.control;

import io.kassa.channel.Channel;
import io.kassa.channel.ChannelDirectory;
import io.kassa.channel.ChannelName;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.Scene;
import io.kassa.channel.SettingName;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Refuses configurations with which no payment could work, naming each field. */
@ApplicationScoped
public class SettingsCheck {
  private static final int LONGEST_NOTIFY_URL = 255;

  @Inject private ChannelDirectory channels;
  @EJB private ConfigurationDirectory directory;

  /**
   * Refuses the channel TEST for a live merchant and what needs no configuration.
   *
   * @throws PaymentException INVALID_REQUEST for {@code channel}
   */
  public void merchant(ChannelName name, boolean test) {
    if (channels.find(name).isEmpty()) {
      throw PaymentException.invalid("channel", "has no configuration");
    }
    if (name == ChannelName.TEST && !test) {
      throw PaymentException.invalid("channel", "TEST is for test merchants only");
    }
  }

  /**
   * The scenes to offer.
   *
   * @param wanted null for all
   * @throws PaymentException INVALID_REQUEST for {@code scenes}
   */
  public Set<Scene> scenes(ChannelName name, Set<Scene> wanted) {
    Set<Scene> able = channel(name).scenes();
    if (wanted == null) {
      return able;
    }
    if (wanted.isEmpty() || !able.containsAll(wanted)) {
      throw PaymentException.invalid("scenes", "must be some of " + able);
    }
    return wanted;
  }

  /**
   * Settings told apart by whether they are secret.
   *
   * @throws PaymentException INVALID_REQUEST for {@code settings.<name>} or {@code notifyUrl}
   */
  public StoredSettings settings(
      ChannelName name, UUID id, boolean test, Map<String, String> values, String notifyUrl) {
    Channel channel = channel(name);
    Map<String, String> open = new TreeMap<>(values);
    Map<String, String> secrets = new TreeMap<>();
    List<FieldError> errors = new ArrayList<>();
    for (SettingName setting : channel.settingNames()) {
      String value = open.get(setting.name());
      if (value == null && setting.required()) {
        errors.add(new FieldError("settings." + setting.name(), "is required"));
      } else if (value != null && setting.secret()) {
        secrets.put(setting.name(), open.remove(setting.name()));
      }
    }
    Set<String> names = new TreeSet<>();
    channel.settingNames().forEach(setting -> names.add(setting.name()));
    values.keySet().stream()
        .filter(given -> !names.contains(given))
        .forEach(given -> errors.add(new FieldError("settings." + given, "is unknown")));
    if (!errors.isEmpty()) {
      throw PaymentException.invalid(errors);
    }
    URI notices = notifyUrl == null ? directory.noticeUrl(name, id) : notifyUrl(notifyUrl, test);
    channel.check(new ChannelSettings(id, 0, test, values, notices));
    return new StoredSettings(open, secrets, notifyUrl);
  }

  private static URI notifyUrl(String text, boolean test) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException notOne) {
      throw PaymentException.invalid("notifyUrl", "must be an absolute address");
    }
    boolean secure = "https".equals(url.getScheme()) || (test && "http".equals(url.getScheme()));
    if (!secure
        || url.getHost() == null
        || url.getRawQuery() != null
        || url.getFragment() != null
        || url.getUserInfo() != null
        || text.length() > LONGEST_NOTIFY_URL) {
      throw PaymentException.invalid(
          "notifyUrl", "must be an https address without query, at most 255 characters");
    }
    return url;
  }

  private Channel channel(ChannelName name) {
    return channels
        .find(name)
        .orElseThrow(() -> PaymentException.invalid("channel", "has no configuration"));
  }
}
