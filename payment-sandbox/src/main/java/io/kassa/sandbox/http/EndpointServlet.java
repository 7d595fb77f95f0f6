package io.kassa.sandbox.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Carries requests to an {@link Endpoint} and its answers back, late or broken if so wanted. */
public final class EndpointServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(EndpointServlet.class.getName());
  private static final int LONGEST_BODY = 1 << 20;

  /** A broken answer promises this many bytes more than it brings. */
  private static final int MISSING_BYTES = 512;

  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final transient Endpoint endpoint;
  private final transient ScheduledExecutorService clockwork;
  private final boolean remote;

  /**
   * @param clockwork answers what is late
   * @param remote whether callers from other machines are served
   */
  public EndpointServlet(Endpoint endpoint, ScheduledExecutorService clockwork, boolean remote) {
    this.endpoint = endpoint;
    this.clockwork = clockwork;
    this.remote = remote;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!remote && !InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    Delivery delivery = endpoint.answer(read(request));
    if (delivery.delay().isZero()) {
      write(delivery, response);
    } else {
      writeLater(delivery, request);
    }
  }

  private static Request read(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST_BODY);
    String mount = request.getContextPath() + request.getServletPath();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, request.getHeader(name));
    }
    return new Request(
        request.getMethod(),
        mount,
        request.getRequestURI().substring(mount.length()),
        request.getQueryString() == null ? "" : request.getQueryString(),
        request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort(),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  private void writeLater(Delivery delivery, HttpServletRequest request) {
    AsyncContext waiting = request.startAsync();
    waiting.setTimeout(delivery.delay().plus(MARGIN).toMillis());
    var unused =
        clockwork.schedule(
            () -> finish(delivery, waiting), delivery.delay().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void finish(Delivery delivery, AsyncContext waiting) {
    try {
      write(delivery, (HttpServletResponse) waiting.getResponse());
    } catch (IOException e) {
      // A caller that was let down on purpose has often gone by now.
      LOG.log(Level.DEBUG, "the caller did not wait", e);
    } finally {
      waiting.complete();
    }
  }

  private static void write(Delivery delivery, HttpServletResponse response) throws IOException {
    Answer answer = delivery.answer();
    byte[] body = answer.body();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (delivery.cutOff()) {
      response.setHeader("Connection", "close");
      response.setContentLength(body.length + MISSING_BYTES);
    } else if (answer.status() != HttpServletResponse.SC_NO_CONTENT) {
      response.setContentLength(body.length);
    }
    response.getOutputStream().write(body);
    response.flushBuffer();
  }
}
