package io.kassa.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server of any kind opens what it is told to, and no port of its own choice. */
@EnabledOnOs(OS.LINUX)
class ListenersIT {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** Columns of the tables in {@code /proc/net}, proc(5). */
  private static final int LOCAL = 1;

  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  /** Addresses are words of the machine, here with the least byte first: 127.0.0.0/8, and ::1. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(0{16}FFFF0000)?[0-9A-F]{6}7F|0{24}01000000");

  @Test
  void serverListensOnTheLoopbackAlone() throws IOException {
    List<String> listening = listening(Instance.current().server().processId());

    assertThat(listening)
        .anyMatch(socket -> portOf(socket) == Instance.current().base().getPort())
        .allMatch(socket -> LOOPBACK.matcher(socket.substring(0, socket.indexOf(':'))).matches());
  }

  private static int portOf(String socket) {
    return Integer.parseInt(socket.substring(socket.indexOf(':') + 1), 16);
  }

  /** Addresses and ports in hexadecimal digits. */
  private static List<String> listening(long process) throws IOException {
    Set<String> own = sockets(process);
    List<String> found = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        List<String> words = BLANKS.splitAsStream(line.strip()).toList();
        if (words.get(STATE).equals(LISTENING)
            && own.contains("socket:[" + words.get(INODE) + "]")) {
          found.add(words.get(LOCAL));
        }
      }
    }
    return found;
  }

  private static Set<String> sockets(long process) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
      for (Path file : files.toList()) {
        sockets.add(target(file));
      }
    }
    return sockets;
  }

  /** What a descriptor is of; nothing if the server closed it in the meantime. */
  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closed) {
      return "";
    }
  }
}
