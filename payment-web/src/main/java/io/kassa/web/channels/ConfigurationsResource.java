package io.kassa.web.channels;

import io.kassa.access.Caller;
import io.kassa.channel.ChannelName;
import io.kassa.channel.Scene;
import io.kassa.channel.boundary.ChannelConfigurations;
import io.kassa.channel.boundary.ConfigurationChange;
import io.kassa.channel.boundary.ConfigurationView;
import io.kassa.channel.boundary.NewConfiguration;
import io.kassa.channel.entity.ChannelConfiguration;
import io.kassa.web.access.AccessFilter;
import io.kassa.web.platform.Links;
import io.kassa.web.platform.PageJson;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** {@code /merchants/{id}/channel-configurations}: through which channels a merchant is paid. */
@Path("/merchants/{id}/channel-configurations")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ConfigurationsResource {
  private static final int LONGEST_SETTING = 8_000;

  @EJB private ChannelConfigurations configurations;
  @Inject private Links links;
  @Context private HttpServletRequest request;

  /** The body of {@code POST}; what is left out of {@code scenes}: all that the channel can do. */
  public record NewConfigurationJson(
      @NotNull ChannelName channel,
      @Size(min = 1, max = 4) List<Scene> scenes,
      Boolean enabled,
      @Size(max = 40)
          Map<@Size(min = 1, max = 40) String, @Size(max = LONGEST_SETTING) String> settings,
      @Size(min = 1, max = 255) String notifyUrl) {
    NewConfiguration command() {
      return new NewConfiguration(
          channel,
          scenes == null ? null : Set.copyOf(scenes),
          enabled == null || enabled,
          settings == null ? Map.of() : settings,
          notifyUrl);
    }

    /** Leaves the settings out, whoever prints it. */
    @Override
    public String toString() {
      return "NewConfigurationJson[" + channel + "]";
    }
  }

  /** The body of {@code PATCH}; what is left out stays as it is. */
  public record ConfigurationChangeJson(
      @Size(min = 1, max = 4) List<Scene> scenes,
      Boolean enabled,
      @Size(max = 40)
          Map<@Size(min = 1, max = 40) String, @Size(max = LONGEST_SETTING) String> settings,
      @Size(min = 1, max = 255) String notifyUrl) {
    ConfigurationChange change() {
      return new ConfigurationChange(
          scenes == null ? null : Set.copyOf(scenes), enabled, settings, notifyUrl);
    }

    /** Leaves the settings out, whoever prints it. */
    @Override
    public String toString() {
      return "ConfigurationChangeJson[…]";
    }
  }

  /** A configuration as answered; of the secrets only the names. */
  public record ConfigurationJson(
      UUID id,
      ChannelName channel,
      List<Scene> scenes,
      boolean enabled,
      boolean test,
      Map<String, String> settings,
      List<String> secrets,
      String notifyUrl,
      long version,
      Instant createdAt,
      Instant changedAt) {
    private static ConfigurationJson of(ConfigurationView view) {
      ChannelConfiguration configuration = view.configuration();
      return new ConfigurationJson(
          configuration.id(),
          configuration.channel(),
          configuration.scenes().stream().sorted().toList(),
          configuration.enabled(),
          configuration.test(),
          view.settings(),
          view.secrets(),
          view.notifyUrl(),
          configuration.version(),
          configuration.createdAt(),
          configuration.changedAt());
    }
  }

  /** Makes a configuration. */
  @POST
  public Response create(@PathParam("id") UUID id, NewConfigurationJson body) {
    ConfigurationJson made =
        ConfigurationJson.of(configurations.create(caller(), id, body.command()));
    String location = links.api("/merchants/" + id + "/channel-configurations/" + made.id());
    return Response.created(URI.create(location)).entity(made).build();
  }

  /** A merchant's configurations, oldest first. */
  @GET
  public PageJson<ConfigurationJson> list(@PathParam("id") UUID id) {
    return new PageJson<>(
        configurations.list(caller(), id).stream().map(ConfigurationJson::of).toList(), null);
  }

  /** One configuration. */
  @GET
  @Path("/{configurationId}")
  public ConfigurationJson get(
      @PathParam("id") UUID id, @PathParam("configurationId") UUID configurationId) {
    return ConfigurationJson.of(configurations.get(caller(), id, configurationId));
  }

  /** Changes a configuration. */
  @PATCH
  @Path("/{configurationId}")
  public ConfigurationJson change(
      @PathParam("id") UUID id,
      @PathParam("configurationId") UUID configurationId,
      ConfigurationChangeJson body) {
    return ConfigurationJson.of(
        configurations.change(caller(), id, configurationId, body.change()));
  }

  private Caller caller() {
    return AccessFilter.caller(request);
  }
}
