package io.kassa.channel.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.channel.ChannelName;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.Scene;
import io.kassa.channel.entity.ChannelConfiguration;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.schema.SchemaGate;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Configurations as this node remembers them: which there are, always and without the database, so
 * that a notice to an address nobody has costs nothing; what they consist of, once it is needed. A
 * change on another node is seen within three seconds.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ConfigurationDirectory {
  private static final Logger LOG = Logger.getLogger(ConfigurationDirectory.class.getName());
  private static final int LOOK_MILLIS = 2_000;
  private static final int PAGE = 1_000;
  private static final int MOST_SETTINGS = 2_000;

  /** Longer than any transaction that changes a configuration, so that none slips past. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private record Edition(UUID id, long version) {}

  private final Map<UUID, ChannelConfiguration> known = new ConcurrentHashMap<>();
  private final Map<UUID, List<ChannelConfiguration>> byMerchant = new ConcurrentHashMap<>();
  private final Cache<Edition, ChannelSettings> settings =
      Caffeine.newBuilder().maximumSize(MOST_SETTINGS).build();

  @Resource(name = "concurrent/kassaScheduler")
  private ManagedScheduledExecutorService scheduler;

  @Inject
  @ConfigProperty(name = "kassa.publicUrl")
  private String publicUrl;

  @EJB private SchemaGate gate;
  @EJB private ConfigurationBook book;

  private ScheduledFuture<?> looking;
  private volatile Instant seenUntil = Instant.EPOCH;
  private volatile boolean complete;

  @PostConstruct
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void start() {
    looking = scheduler.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void stop() {
    looking.cancel(false);
  }

  /**
   * Refuses to say that there is no configuration before this node has read them all.
   *
   * @throws PaymentException SERVICE_UNAVAILABLE in the first seconds after the start
   */
  public void requireComplete() {
    if (!complete) {
      throw PaymentException.of(
          ErrorCode.SERVICE_UNAVAILABLE, "Channel configurations are being read.");
    }
  }

  /** A configuration by its id alone, enabled or not. Asks no database. */
  public Optional<ChannelConfiguration> find(UUID id) {
    return Optional.ofNullable(known.get(id));
  }

  /** A merchant's enabled configurations, oldest first. Asks no database. */
  public List<ChannelConfiguration> enabled(UUID merchantId) {
    return byMerchant.getOrDefault(merchantId, List.of()).stream()
        .filter(ChannelConfiguration::enabled)
        .toList();
  }

  /**
   * Through which configuration a new payment goes: of the enabled ones that offer the scene the
   * newest, so that whoever replaces one adds another first.
   */
  public Optional<ChannelConfiguration> choose(UUID merchantId, ChannelName channel, Scene scene) {
    return enabled(merchantId).stream()
        .filter(one -> one.channel() == channel && one.scenes().contains(scene))
        .max(Comparator.comparing(ChannelConfiguration::id));
  }

  /**
   * What a configuration consists of, its secrets in clear.
   *
   * @throws IllegalStateException if there is none with this id
   */
  public ChannelSettings settings(UUID merchantId, UUID id) {
    ChannelConfiguration configuration = known.get(id);
    if (configuration == null) {
      configuration =
          book.find(merchantId, id)
              .orElseThrow(() -> new IllegalStateException("no channel configuration " + id));
    }
    ChannelConfiguration current = configuration;
    return settings.get(new Edition(id, current.version()), edition -> read(current));
  }

  /** Lets the node on which a change was made use it at once. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void changed(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) ConfigurationChanged change) {
    book.find(change.merchantId(), change.id()).ifPresent(this::remember);
  }

  /** Where a provider sends its notices unless the configuration says otherwise. */
  public URI noticeUrl(ChannelName channel, UUID id) {
    String base =
        publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    return URI.create(
        base
            + "/api/v1/channels/"
            + channel.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + "/notifications/"
            + id);
  }

  private ChannelSettings read(ChannelConfiguration configuration) {
    StoredSettings stored =
        book.settings(configuration.merchantId(), configuration.id()).orElseThrow();
    return new ChannelSettings(
        configuration.id(),
        configuration.version(),
        configuration.test(),
        stored.all(),
        stored.notifyUrl() == null
            ? noticeUrl(configuration.channel(), configuration.id())
            : URI.create(stored.notifyUrl()));
  }

  private void look() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      Instant since = seenUntil.equals(Instant.EPOCH) ? seenUntil : seenUntil.minus(OVERLAP);
      Instant latest = seenUntil;
      UUID after = BEFORE_ALL;
      List<ChannelConfiguration> page;
      do {
        page = book.changedSince(since, after, PAGE);
        for (ChannelConfiguration changed : page) {
          remember(changed);
          after = changed.id();
          latest = changed.changedAt().isAfter(latest) ? changed.changedAt() : latest;
        }
      } while (page.size() == PAGE);
      seenUntil = latest;
      complete = true;
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "could not read channel configurations; trying again", failure);
    }
  }

  private synchronized void remember(ChannelConfiguration changed) {
    ChannelConfiguration before = known.get(changed.id());
    if (before != null && before.version() >= changed.version()) {
      return;
    }
    known.put(changed.id(), changed);
    List<ChannelConfiguration> others =
        byMerchant.getOrDefault(changed.merchantId(), List.of()).stream()
            .filter(one -> !one.id().equals(changed.id()))
            .toList();
    byMerchant.put(
        changed.merchantId(),
        Stream.concat(others.stream(), Stream.of(changed))
            .sorted(Comparator.comparing(ChannelConfiguration::id))
            .toList());
  }
}
