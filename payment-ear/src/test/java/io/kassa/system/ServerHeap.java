package io.kassa.system;

import io.kassa.instance.Instance;
import io.kassa.instance.LocalJmx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;

/** The heap of the server under test, as its own JVM tells it. */
final class ServerHeap implements AutoCloseable {
  private final JMXConnector connector;
  private final MemoryMXBean memory;

  ServerHeap() throws IOException {
    connector = LocalJmx.connect(Instance.current().server().processId());
    memory =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.MEMORY_MXBEAN_NAME,
            MemoryMXBean.class);
  }

  /** What is in use, garbage included. */
  long usedMebibytes() {
    return memory.getHeapMemoryUsage().getUsed() >> 20;
  }

  /** What is in use once the garbage is gone. */
  long liveMebibytes() {
    memory.gc();
    return usedMebibytes();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
