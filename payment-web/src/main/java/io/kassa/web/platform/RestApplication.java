package io.kassa.web.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The API under {@code /payment/api/v1}. Resources and providers are found by scanning. */
@ApplicationPath("/api/v1")
public class RestApplication extends Application {}
