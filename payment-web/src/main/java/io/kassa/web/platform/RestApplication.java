package io.kassa.web.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The API under {@code /payment/api/v1}. Resources and providers are found by scanning. */
@ApplicationPath("/api/v1")
public class RestApplication extends Application {
  /** Jersey would else describe all resources at {@code application.wadl} to anyone. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
