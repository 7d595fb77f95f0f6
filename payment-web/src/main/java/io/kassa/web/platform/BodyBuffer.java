package io.kassa.web.platform;

import io.kassa.failure.PaymentException;
import io.kassa.web.json.BodyText;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * A request whose body was read already and can be read once more: what a signature or an
 * idempotency key covers are the bytes as they were sent.
 */
public final class BodyBuffer extends HttpServletRequestWrapper {
  private static final String ATTRIBUTE = "io.kassa.body";
  private static final byte[] NONE = new byte[0];

  private final byte[] body;

  private BodyBuffer(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  /**
   * Reads the body to its end.
   *
   * @throws PaymentException PAYLOAD_TOO_LARGE for more than {@link BodyText#MAX_BYTES};
   *     INVALID_REQUEST when the upload breaks off
   */
  public static BodyBuffer of(HttpServletRequest request) throws IOException {
    byte[] body = BodyText.bytes(request.getInputStream());
    request.setAttribute(ATTRIBUTE, body);
    return new BodyBuffer(request, body);
  }

  /** The body's bytes of a request that was read into a buffer; else none. Not to be changed. */
  public static byte[] bytes(ServletRequest request) {
    // an attribute, since a resource is given a proxy and not the request itself
    return request.getAttribute(ATTRIBUTE) instanceof byte[] body ? body : NONE;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Replay(new ByteArrayInputStream(body));
  }

  private static final class Replay extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    private Replay(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return bytes.read(into, from, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is read already");
    }
  }
}
