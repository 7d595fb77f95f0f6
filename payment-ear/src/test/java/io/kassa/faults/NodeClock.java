package io.kassa.faults;

import io.kassa.instance.NodeHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node's wall clock that can be set while it runs, by libfaketime (Debian's package of that
 * name). Time that is measured in between goes on as it does.
 */
final class NodeClock {
  private final Path file;

  private NodeClock(Path file) {
    this.file = file;
  }

  /** Starts the node again with a clock of its own, if the library is there. */
  static Optional<NodeClock> on(NodeHandle node, Path directory) throws IOException {
    Optional<Path> library = library();
    if (library.isEmpty()) {
      System.err.println(
          "*".repeat(80)
              + "\nNO LIBFAKETIME HERE: no clock is shifted (-Dkassa.faketime=<library>)\n"
              + "*".repeat(80));
      return Optional.empty();
    }
    NodeClock clock = new NodeClock(directory.resolve("clock-of-" + node.name()));
    clock.shift(0);
    node.startWith(
        Map.of(
            "LD_PRELOAD",
            library.get().toString(),
            "FAKETIME_TIMESTAMP_FILE",
            clock.file.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            // waits of a JVM are by that clock; with the library's fix they do not wait at all
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0"));
    return Optional.of(clock);
  }

  private static Optional<Path> library() {
    return Stream.concat(
            Stream.ofNullable(System.getProperty("kassa.faketime")),
            Stream.of("x86_64", "aarch64")
                .map(arch -> "/usr/lib/" + arch + "-linux-gnu/faketime/libfaketimeMT.so.1"))
        .map(Path::of)
        .filter(Files::isReadable)
        .findFirst();
  }

  /** Sets it so far from the right time; the node sees it within a second. */
  void shift(int seconds) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, "%+d\n".formatted(seconds));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
