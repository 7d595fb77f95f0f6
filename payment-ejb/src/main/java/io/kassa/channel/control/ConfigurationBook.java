package io.kassa.channel.control;

import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import io.kassa.channel.entity.ChannelConfiguration;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.stream.Collectors;

/** The sole reader and writer of configurations. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class ConfigurationBook {
  private static final String SELECT =
      """
      select c.merchant_id, c.id, c.channel, c.scenes, c.enabled, m.mode = 'TEST', c.version,
             c.created_at, c.changed_at
        from channel_configurations c join merchants m on m.id = c.merchant_id
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @Inject private ConfigurationSecrets secrets;

  /** A merchant's configurations, oldest first. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<ChannelConfiguration> of(UUID merchantId) {
    return read(SELECT + " where c.merchant_id = ?1 order by c.id", merchantId);
  }

  /** One of a merchant's configurations. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<ChannelConfiguration> find(UUID merchantId, UUID id) {
    return read(SELECT + " where c.merchant_id = ?1 and c.id = ?2", merchantId, id).stream()
        .findFirst();
  }

  /** One of a merchant's configurations, which nobody else changes until the transaction ends. */
  public Optional<ChannelConfiguration> lock(UUID merchantId, UUID id) {
    return read(SELECT + " where c.merchant_id = ?1 and c.id = ?2 for update of c", merchantId, id)
        .stream()
        .findFirst();
  }

  /** A page of everybody's configurations that were changed since. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<ChannelConfiguration> changedSince(Instant since, UUID after, int limit) {
    return read(
        SELECT + " where c.changed_at >= ?1 and c.id > ?2 order by c.id limit ?3",
        since,
        after,
        limit);
  }

  /** What a configuration consists of, its secrets in clear. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<StoredSettings> settings(UUID merchantId, UUID id) {
    return Sql.row(
            entities,
            """
            select settings, sealed_secrets, notify_url from channel_configurations
             where merchant_id = ?1 and id = ?2
            """,
            merchantId,
            id)
        .map(
            row ->
                new StoredSettings(
                    SettingsText.read(row.text(0)), secrets.open(row.bytes(1), id), row.text(2)));
  }

  /** Writes a new one, as version 1. */
  public void insert(
      UUID merchantId,
      UUID id,
      ChannelName channel,
      Set<Scene> scenes,
      boolean enabled,
      StoredSettings settings) {
    Sql.change(
        entities,
        """
        insert into channel_configurations
          (merchant_id, id, channel, scenes, enabled, settings, sealed_secrets, notify_url,
           version, created_at, changed_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, cast(?7 as bytea), ?8, 1, clock_timestamp(),
                clock_timestamp())
        """,
        merchantId,
        id,
        channel.name(),
        text(scenes),
        enabled,
        SettingsText.of(settings.open()),
        secrets.seal(settings.secrets(), id),
        settings.notifyUrl());
  }

  /** Writes what a configuration is from now on; its version grows. */
  public void update(
      UUID merchantId, UUID id, Set<Scene> scenes, boolean enabled, StoredSettings settings) {
    Sql.change(
        entities,
        """
        update channel_configurations
           set scenes = ?3, enabled = ?4, settings = ?5, sealed_secrets = cast(?6 as bytea),
               notify_url = ?7, version = version + 1, changed_at = clock_timestamp()
         where merchant_id = ?1 and id = ?2
        """,
        merchantId,
        id,
        text(scenes),
        enabled,
        SettingsText.of(settings.open()),
        secrets.seal(settings.secrets(), id),
        settings.notifyUrl());
  }

  private List<ChannelConfiguration> read(String statement, Object... parameters) {
    return Sql.rows(entities, statement, parameters).stream()
        .map(ConfigurationBook::configuration)
        .toList();
  }

  private static ChannelConfiguration configuration(Row row) {
    return new ChannelConfiguration(
        row.uuid(0),
        row.uuid(1),
        ChannelName.valueOf(row.text(2)),
        scenes(row.text(3)),
        row.flag(4),
        row.flag(5),
        row.number(6),
        row.time(7),
        row.time(8));
  }

  private static String text(Set<Scene> scenes) {
    return scenes.stream().sorted().map(Scene::name).collect(Collectors.joining(" "));
  }

  private static Set<Scene> scenes(String text) {
    Set<Scene> scenes = EnumSet.noneOf(Scene.class);
    StringTokenizer words = new StringTokenizer(text);
    while (words.hasMoreTokens()) {
      scenes.add(Scene.valueOf(words.nextToken()));
    }
    return scenes;
  }
}
