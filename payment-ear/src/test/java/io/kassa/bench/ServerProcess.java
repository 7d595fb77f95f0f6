package io.kassa.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The server's JVM as its own management beans and the operating system see it. */
final class ServerProcess implements Closeable {
  private final long id;
  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final Map<Long, Long> allocatedBy = new HashMap<>();

  private ServerProcess(long id, JMXConnector connector) throws IOException {
    this.id = id;
    this.connector = connector;
    this.threads =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.THREAD_MXBEAN_NAME,
            ThreadMXBean.class);
  }

  /** Reaches the JVM by the agent that every JVM of the same user brings. */
  @SuppressWarnings("BanJNDI") // the address comes from that very JVM, on this machine
  static ServerProcess attach(long id) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(id));
      try {
        String url = machine.startLocalManagementAgent();
        return new ServerProcess(id, JMXConnectorFactory.connect(new JMXServiceURL(url)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("the server's JVM can't be attached to", e);
    }
  }

  /**
   * Bytes that its threads have allocated so far. Threads that ended since the last look are
   * counted as they were then; those that serve requests never end.
   */
  long allocatedBytes() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] > 0) {
        allocatedBy.put(ids[i], bytes[i]);
      }
    }
    return allocatedBy.values().stream().mapToLong(Long::longValue).sum();
  }

  Duration cpu() {
    return cpu(ProcessHandle.of(id).orElseThrow());
  }

  /** CPU of a process and of its children that live. */
  static Duration cpuOfTree(long id) {
    ProcessHandle process = ProcessHandle.of(id).orElseThrow();
    return process.children().map(ServerProcess::cpu).reduce(cpu(process), Duration::plus);
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What the heap holds after a full collection, in MiB. */
  long liveMebibytes() throws IOException {
    MemoryMXBean memory =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.MEMORY_MXBEAN_NAME,
            MemoryMXBean.class);
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / (1 << 20);
  }

  /** Memory of the process that is resident, in MiB. */
  long residentMebibytes() throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(id)).start();
    String kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    return Long.parseLong(kibibytes.strip()) / 1024;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
