package io.kassa.channel.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.channel.ChannelName;
import io.kassa.channel.control.ConfigurationBook;
import io.kassa.channel.control.ConfigurationChanged;
import io.kassa.channel.control.ConfigurationDirectory;
import io.kassa.channel.control.SettingsCheck;
import io.kassa.channel.control.StoredSettings;
import io.kassa.channel.entity.ChannelConfiguration;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.entity.Merchant;
import io.kassa.merchant.entity.MerchantMode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A merchant's configurations of channels. Operators make and change them; a secret goes in and
 * never comes out again; every change is in the audit log, without values.
 */
@Stateless
@Interceptors(PermissionInterceptor.class)
@RolesAllowed({"payment-operator", "payment-auditor"})
public class ChannelConfigurations {
  /** How many a merchant may have in all; they are never deleted. */
  public static final int MOST = 100;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private ConfigurationBook book;
  @EJB private ConfigurationDirectory directory;
  @EJB private AuditLog audit;
  @Inject private SettingsCheck check;
  @Inject private Event<ConfigurationChanged> changes;

  /**
   * Makes a configuration. It is used from the next payment on, on all nodes within five seconds.
   *
   * @throws PaymentException NOT_FOUND for the merchant; INVALID_REQUEST for {@code channel},
   *     {@code scenes}, {@code settings.<name>} or {@code notifyUrl}; LIMIT_EXCEEDED
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public ConfigurationView create(Caller caller, UUID merchantId, NewConfiguration command) {
    // the merchant's row is locked, so that two calls cannot both take the last place
    Merchant merchant = merchant(merchantId, LockModeType.PESSIMISTIC_WRITE);
    if (book.of(merchantId).size() >= MOST) {
      throw PaymentException.of(
          ErrorCode.LIMIT_EXCEEDED, "A merchant has at most " + MOST + " configurations.");
    }
    boolean test = merchant.mode() == MerchantMode.TEST;
    UUID id = UuidCreator.getTimeOrderedEpoch();
    ChannelName channel = command.channel();
    check.merchant(channel, test);
    StoredSettings settings =
        check.settings(channel, id, test, command.settings(), command.notifyUrl());
    book.insert(
        merchantId,
        id,
        channel,
        check.scenes(channel, command.scenes()),
        command.enabled(),
        settings);
    audit.record(
        caller, "channel-configuration.created", merchantId, id.toString(), channel.name());
    changes.fire(new ConfigurationChanged(merchantId, id));
    return view(book.find(merchantId, id).orElseThrow(), settings);
  }

  /**
   * A merchant's configurations, oldest first.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_MERCHANTS)
  public List<ConfigurationView> list(Caller caller, UUID merchantId) {
    merchant(merchantId, LockModeType.NONE);
    return book.of(merchantId).stream().map(this::view).toList();
  }

  /**
   * One configuration.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_MERCHANTS)
  public ConfigurationView get(Caller caller, UUID merchantId, UUID id) {
    return view(book.find(merchantId, id).orElseThrow(PaymentException::notFound));
  }

  /**
   * Changes a configuration. Open attempts are asked about with the new settings.
   *
   * @throws PaymentException NOT_FOUND; INVALID_REQUEST as for {@link #create}
   */
  @Requires(Permission.MANAGE_MERCHANTS)
  @RolesAllowed("payment-operator")
  public ConfigurationView change(
      Caller caller, UUID merchantId, UUID id, ConfigurationChange change) {
    ChannelConfiguration now = book.lock(merchantId, id).orElseThrow(PaymentException::notFound);
    StoredSettings before = book.settings(merchantId, id).orElseThrow();
    Map<String, String> values = new TreeMap<>(before.all());
    if (change.settings() != null) {
      values.putAll(change.settings());
      values.values().removeIf(String::isEmpty);
    }
    StoredSettings settings =
        check.settings(
            now.channel(),
            id,
            now.test(),
            values,
            change.notifyUrl() == null ? before.notifyUrl() : change.notifyUrl());
    book.update(
        merchantId,
        id,
        change.scenes() == null ? now.scenes() : check.scenes(now.channel(), change.scenes()),
        change.enabled() == null ? now.enabled() : change.enabled(),
        settings);
    audit.record(
        caller, "channel-configuration.changed", merchantId, id.toString(), summary(change));
    changes.fire(new ConfigurationChanged(merchantId, id));
    return view(book.find(merchantId, id).orElseThrow(), settings);
  }

  private static String summary(ConfigurationChange change) {
    StringBuilder words = new StringBuilder();
    if (change.enabled() != null) {
      words.append(change.enabled() ? "enabled" : "disabled");
    }
    if (change.scenes() != null) {
      words.append(" scenes");
    }
    if (change.notifyUrl() != null) {
      words.append(" notifyUrl");
    }
    if (change.settings() != null) {
      new TreeMap<>(change.settings()).keySet().forEach(name -> words.append(' ').append(name));
    }
    return words.toString().strip();
  }

  private ConfigurationView view(ChannelConfiguration configuration) {
    return view(
        configuration, book.settings(configuration.merchantId(), configuration.id()).orElseThrow());
  }

  private ConfigurationView view(ChannelConfiguration configuration, StoredSettings settings) {
    return new ConfigurationView(
        configuration,
        settings.open(),
        settings.secrets().keySet().stream().sorted().toList(),
        settings.notifyUrl() == null
            ? directory.noticeUrl(configuration.channel(), configuration.id()).toString()
            : settings.notifyUrl());
  }

  private Merchant merchant(UUID merchantId, LockModeType lock) {
    Merchant merchant = entities.find(Merchant.class, merchantId, lock);
    if (merchant == null) {
      throw PaymentException.notFound();
    }
    return merchant;
  }
}
