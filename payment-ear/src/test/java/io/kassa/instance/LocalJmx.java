package io.kassa.instance;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reaches a JVM's MBeans by the agent that every JVM of the same user brings. */
public final class LocalJmx {

  private LocalJmx() {}

  /**
   * Connects to the JVM of this process.
   *
   * @throws IOException if it can't be attached to
   */
  @SuppressWarnings("BanJNDI") // the address comes from that very JVM, on this machine
  public static JMXConnector connect(long processId) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(processId));
      try {
        return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("the server's JVM can't be attached to", e);
    }
  }
}
