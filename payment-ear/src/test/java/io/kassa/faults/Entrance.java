package io.kassa.faults;

import io.kassa.instance.NodeHandle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Where clients come in: HAProxy, or each node in turn where there is none. */
final class Entrance implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final List<NodeHandle> nodes;
  private final HaProxy proxy;
  private final Set<NodeHandle> drained = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turns = new AtomicInteger();

  private Entrance(List<NodeHandle> nodes, HaProxy proxy) {
    this.nodes = nodes;
    this.proxy = proxy;
  }

  static Entrance open(Path directory, int port, List<NodeHandle> nodes) throws IOException {
    Optional<Path> program = HaProxy.program();
    if (program.isEmpty()) {
      System.err.println(
          "*".repeat(80)
              + "\nNO HAPROXY HERE: clients turn to the nodes one after the other"
              + " (-Dkassa.haproxy=<program>)\n"
              + "*".repeat(80));
      return new Entrance(nodes, null);
    }
    HaProxy proxy = HaProxy.start(program.get(), directory, port, nodes);
    Entrance entrance = new Entrance(nodes, proxy);
    nodes.forEach(entrance::awaitServed);
    return entrance;
  }

  /** Of what kind it is, for a report. */
  String words() {
    return proxy == null ? "each node in turn, no proxy" : "HAProxy with the shipped configuration";
  }

  /** Where the next request goes. */
  URI apiBase() {
    if (proxy != null) {
      return proxy.apiBase();
    }
    List<NodeHandle> open = nodes.stream().filter(node -> !drained.contains(node)).toList();
    return open.get(Math.floorMod(turns.getAndIncrement(), open.size())).apiBase();
  }

  /** A node gets nothing new from now on. */
  void drain(NodeHandle node) throws IOException {
    drained.add(node);
    if (proxy != null) {
      proxy.drain(node);
    }
  }

  /** A node gets requests again; returns when it does. */
  void take(NodeHandle node) throws IOException {
    drained.remove(node);
    if (proxy != null) {
      proxy.take(node);
    }
    awaitServed(node);
  }

  /** Waits until a node that is ready is known to be. */
  void awaitServed(NodeHandle node) {
    if (proxy != null) {
      Awaitility.await(node + " behind the proxy")
          .atMost(LIMIT)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> proxy.serves(node));
    }
  }

  @Override
  public void close() {
    if (proxy != null) {
      proxy.close();
    }
  }
}
