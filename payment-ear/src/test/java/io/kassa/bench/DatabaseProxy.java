package io.kassa.bench;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the server and PostgreSQL, passes everything on unchanged, and writes down what
 * was spoken, transaction by transaction (PostgreSQL documentation, chapter "Frontend/Backend
 * Protocol"). A round trip is a Sync, for whose answer the client waits, or a simple Query other
 * than BEGIN, which pgjdbc sends in one packet with the statement after it.
 */
public final class DatabaseProxy implements Closeable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int BUFFER = 16_384;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final Map<List<?>, Exchange.Statement> kinds = new LinkedHashMap<>();

  private DatabaseProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /** A proxy on a free port before the database on that port, both on the loopback address. */
  public static DatabaseProxy before(int databasePort) throws IOException {
    ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    DatabaseProxy proxy = new DatabaseProxy(listening, databasePort);
    start(proxy::accept);
    return proxy;
  }

  /** Where the server has to connect to. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Forgets all transactions that ended, and returns them in the order of their ends. */
  public List<Exchange> taken() {
    synchronized (exchanges) {
      List<Exchange> taken = List.copyOf(exchanges);
      exchanges.clear();
      return taken;
    }
  }

  /** The last statement of each kind since the proxy began: of a text, with words as values. */
  public List<Exchange.Statement> heard() {
    synchronized (exchanges) {
      return List.copyOf(kinds.values());
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket database = new Socket();
      database.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      client.setTcpNoDelay(true);
      database.setTcpNoDelay(true);
      open.add(client);
      open.add(database);
      Transcript transcript = new Transcript(this::ended);
      start(() -> forward(client, database, transcript));
      start(() -> back(database, client, transcript));
    }
  }

  private void ended(Exchange exchange) {
    synchronized (exchanges) {
      exchanges.add(exchange);
      for (Exchange.Statement statement : exchange.statements()) {
        kinds.put(List.of(statement.sql(), statement.words()), statement);
      }
    }
  }

  private void forward(Socket client, Socket database, Transcript transcript) throws IOException {
    try (client;
        database) {
      greet(client, database);
      InputStream in = client.getInputStream();
      OutputStream out = database.getOutputStream();
      Messages messages = new Messages(transcript::sent);
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        messages.accept(buffer, count);
        out.write(buffer, 0, count);
      }
    }
  }

  /** The messages before the first typed one: encryption is declined, the start-up passed on. */
  private static void greet(Socket client, Socket database) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    while (true) {
      int length = in.readInt();
      byte[] rest = in.readNBytes(length - Integer.BYTES);
      int code = Messages.integer(rest, 0);
      if (code == SSL_REQUEST || code == GSS_REQUEST) {
        client.getOutputStream().write('N');
        continue;
      }
      byte[] whole = new byte[length];
      Messages.putInteger(whole, length);
      System.arraycopy(rest, 0, whole, Integer.BYTES, rest.length);
      database.getOutputStream().write(whole);
      return;
    }
  }

  private static void back(Socket database, Socket client, Transcript transcript)
      throws IOException {
    try (client;
        database) {
      InputStream in = database.getInputStream();
      OutputStream out = client.getOutputStream();
      Messages messages = new Messages(transcript::received);
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        messages.accept(buffer, count);
        out.write(buffer, 0, count);
      }
    }
  }

  /** Something that ends when its socket is closed. */
  private interface Talk {
    void run() throws IOException;
  }

  private static void start(Talk talk) {
    Thread thread =
        new Thread(
            () -> {
              try {
                talk.run();
              } catch (SocketException closed) {
                // either side hung up, or the proxy was closed: that is how a talk ends
                Thread.currentThread().interrupt();
              } catch (IOException broken) {
                throw new IllegalStateException("the proxy before the database failed", broken);
              }
            },
            "database-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends all connections through it. */
  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
