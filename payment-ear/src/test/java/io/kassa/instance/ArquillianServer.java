package io.kassa.instance;

import fish.payara.arquillian.container.payara.remote.PayaraRemoteDeployableContainer;
import java.io.IOException;
import org.jboss.arquillian.config.descriptor.api.ContainerDef;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Tells Arquillian which server to deploy to: the running instance. Its ports and its password are
 * known only now, and neither belongs in a system property, which test reports would print.
 */
public final class ArquillianServer implements LoadableExtension {

  /** The name under which the application with the tests is deployed, and its context root. */
  public static final String APPLICATION = "payment-in-container";

  @Override
  public void register(ExtensionBuilder builder) {
    builder
        .observer(ArquillianServer.class)
        .override(
            DeployableContainer.class,
            PayaraRemoteDeployableContainer.class,
            LastingContainer.class);
  }

  /** Called by Arquillian before it talks to the server for the first time. */
  public void address(@Observes ContainerRegistry registry) throws IOException {
    Instance instance = Instance.current();
    ContainerDef server = registry.getContainers().get(0).getContainerConfiguration();
    server.property("adminHost", "127.0.0.1");
    server.property("adminPort", Integer.toString(instance.adminPort()));
    server.property("adminUser", Server.ADMIN);
    server.property("adminPassword", instance.adminPassword());
    // A run that was killed may have left its copy, and Arquillian's deployment replaces nothing.
    instance.payara().undeploy(APPLICATION);
  }
}
