package io.kassa.sandbox;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts the sandbox with the application.
 *
 * <p>MicroProfile Config says where: {@code kassa.sandbox.directory} for its keys, which must be
 * set, {@code kassa.sandbox.url} for its own address, and {@code kassa.sandbox.remote}, if callers
 * from other machines are to be served.
 */
@WebListener
public final class SandboxListener implements ServletContextListener {

  private Sandbox sandbox;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Config config = ConfigProvider.getConfig();
    sandbox =
        Sandbox.start(
            Path.of(config.getValue("kassa.sandbox.directory", String.class)),
            config
                .getOptionalValue("kassa.sandbox.url", String.class)
                .orElse("http://127.0.0.1:8080/sandbox"),
            config.getOptionalValue("kassa.sandbox.remote", Boolean.class).orElse(false));
    ServletContext context = event.getServletContext();
    sandbox
        .servlets()
        .forEach(
            (path, servlet) -> {
              ServletRegistration.Dynamic registration = context.addServlet(path, servlet);
              registration.setAsyncSupported(true);
              registration.addMapping(path);
            });
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (sandbox != null) {
      sandbox.close();
    }
  }
}
