package io.kassa.web.json;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request whose body was read, so that its digest can be checked before anything else sees it.
 * Whoever is behind reads the same bytes again.
 */
public final class BodyBuffer extends HttpServletRequestWrapper {
  private static final String ATTRIBUTE = "io.kassa.body";
  private static final byte[] NONE = new byte[0];

  private final byte[] bytes;
  private final ServletInputStream again;

  private BodyBuffer(HttpServletRequest request, byte[] bytes) {
    super(request);
    this.bytes = bytes;
    again = new Again(bytes);
  }

  /**
   * Reads the whole body.
   *
   * @throws io.kassa.failure.PaymentException PAYLOAD_TOO_LARGE for more than {@link
   *     BodyText#MAX_BYTES} bytes; INVALID_REQUEST when the upload breaks off
   */
  public static BodyBuffer of(HttpServletRequest request) throws IOException {
    byte[] bytes = BodyText.bytes(request.getInputStream());
    request.setAttribute(ATTRIBUTE, bytes);
    return new BodyBuffer(request, bytes);
  }

  /** The body itself, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** The body of a request that was read by {@link #of}; of any other: none. Not a copy. */
  public static byte[] bytesOf(ServletRequest request) {
    // an attribute, since a resource is given a proxy and not the request itself
    return request.getAttribute(ATTRIBUTE) instanceof byte[] bytes ? bytes : NONE;
  }

  /** The same stream each time, as the container's own. */
  @Override
  public ServletInputStream getInputStream() {
    return again;
  }

  @Override
  public BufferedReader getReader() {
    String encoding = getCharacterEncoding();
    Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    return new BufferedReader(new InputStreamReader(again, charset));
  }

  /** The bytes, from the beginning. */
  private static final class Again extends ServletInputStream {
    private final byte[] bytes;
    private int next;

    Again(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return isFinished() ? -1 : bytes[next++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (isFinished()) {
        return -1;
      }
      int count = Math.min(length, available());
      System.arraycopy(bytes, next, target, offset, count);
      next += count;
      return count;
    }

    /** In one copy; the inherited one collects pieces. */
    @Override
    public byte[] readNBytes(int length) {
      int start = next;
      next += Math.min(length, available());
      return Arrays.copyOfRange(bytes, start, next);
    }

    @Override
    public int available() {
      return bytes.length - next;
    }

    @Override
    public boolean isFinished() {
      return next == bytes.length;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    /** The whole body is here, so there is nothing to be told about. */
    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("this body was read before; it is not read asynchronously");
    }
  }
}
