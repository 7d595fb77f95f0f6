package io.kassa.bench;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One keep-alive connection of HTTP/1.1 (RFC 9112), blocking and with as little work of its own as
 * can be: the load generator shares its processors with what it measures. It knows what Kassa's
 * server sends and no more.
 */
final class HttpConnection implements Closeable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int BUFFER = 16_384;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final StringBuilder line = new StringBuilder(256);

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    this.out = socket.getOutputStream();
  }

  static HttpConnection to(URI base) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), PATIENCE_MILLIS);
    return new HttpConnection(socket);
  }

  /** What came back. */
  record Answer(int status, String body) {

    /**
     * The value of a member that is a string without escapes, such as an id.
     *
     * @throws IOException if there is none
     */
    String text(String member) throws IOException {
      String start = "\"" + member + "\":\"";
      int at = body.indexOf(start);
      int end = at < 0 ? -1 : body.indexOf('"', at + start.length());
      if (end < 0) {
        throw new IOException("no " + member + " in the answer " + status + ": " + body);
      }
      return body.substring(at + start.length(), end);
    }
  }

  /**
   * Sends a POST and reads its answer.
   *
   * @param head the request line and all header lines but Content-Length, each ended by CRLF
   */
  Answer post(String head, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String whole = head + "Content-Length: " + bytes.length + "\r\n\r\n";
    byte[] message = new byte[whole.length() + bytes.length];
    byte[] headBytes = whole.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(headBytes, 0, message, 0, headBytes.length);
    System.arraycopy(bytes, 0, message, headBytes.length, bytes.length);
    out.write(message);
    return answer();
  }

  private Answer answer() throws IOException {
    String status = line();
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(header.substring(colon + 1).strip());
        case "transfer-encoding" -> chunked = true;
        default -> {}
      }
    }
    String body = chunked ? chunks() : text(length);
    return new Answer(Integer.parseInt(status.substring(9, 12)), body);
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      body.append(text(size));
      line();
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the server closed the connection within an answer");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    line.setLength(0);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
