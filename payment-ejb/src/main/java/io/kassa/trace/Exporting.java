package io.kassa.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;

/**
 * The exporter, by OpenTelemetry's own settings {@code otel.…}: OTLP over HTTP, traces alone. Each
 * may be set in the server's MicroProfile Config or in the environment ({@code OTEL_…}).
 */
final class Exporting {
  private static final Logger LOG = Logger.getLogger(Exporting.class.getName());
  private static final String PREFIX = "otel.";
  private static final String OFF = "otel.sdk.disabled";
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";

  /** Metrics have a way of their own, and logs are the server's. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", "kassa",
          "otel.exporter.otlp.protocol", "http/protobuf",
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none",
          "otel.propagators", "none");

  /**
   * The SDK's parts as services. A server that has a copy of the SDK lets its parts be seen too;
   * they are of foreign classes and are passed over.
   */
  private static final ComponentLoader OWN_PARTS =
      new ComponentLoader() {
        @Override
        public <T> Iterable<T> load(Class<T> service) {
          List<T> own = new ArrayList<>();
          Iterator<T> seen = ServiceLoader.load(service, service.getClassLoader()).iterator();
          while (true) {
            try {
              if (!seen.hasNext()) {
                return own;
              }
              own.add(seen.next());
            } catch (ServiceConfigurationError foreign) {
              LOG.log(Level.FINE, "passed over: {0}", foreign.getMessage());
            }
          }
        }
      };

  private Exporting() {}

  /** Whether there is somewhere to export to, and nobody turned it off. */
  static boolean isConfigured(Config config) {
    boolean off = config.getOptionalValue(OFF, Boolean.class).orElse(false);
    return !off
        && (config.getOptionalValue(ENDPOINT, String.class).isPresent()
            || config.getOptionalValue(TRACES_ENDPOINT, String.class).isPresent());
  }

  /**
   * What records and exports; to be closed.
   *
   * @throws RuntimeException if a setting cannot be followed
   */
  static OpenTelemetrySdk by(Config config, UUID node) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .setComponentLoader(OWN_PARTS)
        .addPropertiesSupplier(() -> DEFAULTS)
        .addPropertiesCustomizer(set -> settings(config))
        .addResourceCustomizer(
            (resource, set) ->
                resource.merge(
                    Resource.create(
                        Attributes.of(
                            AttributeKey.stringKey("service.instance.id"), node.toString()))))
        .build()
        .getOpenTelemetrySdk();
  }

  /** The server's own settings; they come before the environment. */
  private static Map<String, String> settings(Config config) {
    Map<String, String> settings = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        config.getOptionalValue(name, String.class).ifPresent(value -> settings.put(name, value));
      }
    }
    settings.put(OFF, "false");
    return settings;
  }
}
