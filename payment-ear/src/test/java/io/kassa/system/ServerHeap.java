package io.kassa.system;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.kassa.instance.Instance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The heap of the server under test, as its own JVM tells it. */
final class ServerHeap implements AutoCloseable {
  private final JMXConnector connector;
  private final MemoryMXBean memory;

  /** Reaches the JVM by the agent that every JVM of the same user brings. */
  @SuppressWarnings("BanJNDI") // the address comes from that very JVM, on this machine
  ServerHeap() throws IOException {
    try {
      VirtualMachine machine =
          VirtualMachine.attach(Long.toString(Instance.current().server().processId()));
      try {
        connector =
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("the server's JVM can't be attached to", e);
    }
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
