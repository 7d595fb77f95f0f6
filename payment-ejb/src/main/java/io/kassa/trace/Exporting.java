package io.kassa.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;

/**
 * The exporter, by OpenTelemetry's own settings {@code otel.…}: OTLP over HTTP, traces alone. Each
 * may be set in the server's MicroProfile Config or in the environment ({@code OTEL_…}).
 */
final class Exporting {
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
        .setServiceClassLoader(Exporting.class.getClassLoader())
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
