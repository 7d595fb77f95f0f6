package io.kassa.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts requests, and answers them with one status, or not at all. */
final class DullServer implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final int SILENCE = 0;

  private final ServerSocket door;
  private final Set<Socket> guests = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int status = SILENCE;

  DullServer() {
    try {
      door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    thread(this::letIn);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  void answers(int answer) {
    status = answer;
  }

  void keepsSilent() {
    status = SILENCE;
  }

  int requests() {
    return requests.get();
  }

  void forget() {
    requests.set(0);
  }

  private void letIn() {
    try {
      while (true) {
        Socket guest = door.accept();
        guests.add(guest);
        thread(() -> serve(guest));
      }
    } catch (IOException closed) {
      // the test is over
      guests.forEach(DullServer::close);
    }
  }

  private void serve(Socket guest) {
    try (guest;
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(guest.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream answer = guest.getOutputStream()) {
      int length = 0;
      String line = reader.readLine();
      while (line != null) {
        if (line.regionMatches(true, 0, "Content-Length:", 0, "Content-Length:".length())) {
          length = Integer.parseInt(line.substring("Content-Length:".length()).strip());
        }
        if (line.isEmpty()) {
          reader.skip(length);
          length = 0;
          requests.incrementAndGet();
          if (status != SILENCE) {
            answer.write(
                ("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            answer.flush();
          }
        }
        line = reader.readLine();
      }
    } catch (IOException gone) {
      guests.remove(guest);
    }
  }

  private static void close(Socket guest) {
    try {
      guest.close();
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "dull-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
