package io.kassa.instance;

import fish.payara.arquillian.container.payara.remote.PayaraRemoteDeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Deploys once what all classes of tests in the server deploy, since it is the same archive for
 * each, and takes it away when the last of them is over. {@link Turn#IN_SERVER} makes them follow
 * one another.
 */
public final class LastingContainer extends PayaraRemoteDeployableContainer {
  private Archive<?> archive;
  private ProtocolMetaData deployed;

  /**
   * Deploys an archive, or tells where the one of that name is.
   *
   * @throws IllegalStateException if there is another one, which would have to go first
   */
  @Override
  public ProtocolMetaData deploy(Archive<?> wanted) throws DeploymentException {
    if (archive == null) {
      deployed = super.deploy(wanted);
      archive = wanted;
    } else if (!archive.getName().equals(wanted.getName())) {
      throw new IllegalStateException(archive.getName() + " is deployed, not " + wanted.getName());
    }
    return deployed;
  }

  /** Does nothing: the next class needs it. */
  @Override
  public void undeploy(Archive<?> unwanted) {}

  /** Called once, after all tests. */
  @Override
  public void stop() throws LifecycleException {
    try {
      if (archive != null) {
        super.undeploy(archive);
      }
    } catch (DeploymentException failure) {
      throw new LifecycleException("the tests stay deployed", failure);
    } finally {
      super.stop();
    }
  }
}
