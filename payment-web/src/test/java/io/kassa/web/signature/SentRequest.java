package io.kassa.web.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kassa.web.json.BodyBuffer;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A request as it comes over the wire, and what a container makes of it. */
record SentRequest(
    String method,
    String path,
    String query,
    List<Map.Entry<String, String>> headers,
    String body) {

  static SentRequest of(String method, String target, String body) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? null : target.substring(mark + 1);
    return new SentRequest(method, path, query, List.of(), body);
  }

  SentRequest method(String other) {
    return new SentRequest(other, path, query, headers, body);
  }

  SentRequest target(String other) {
    SentRequest there = of(method, other, body);
    return new SentRequest(method, there.path, there.query, headers, body);
  }

  SentRequest body(String other) {
    return new SentRequest(method, path, query, headers, other);
  }

  SentRequest with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new SentRequest(method, path, query, more, body);
  }

  SentRequest without(String name) {
    List<Map.Entry<String, String>> rest =
        headers.stream().filter(header -> !header.getKey().equalsIgnoreCase(name)).toList();
    return new SentRequest(method, path, query, rest, body);
  }

  SentRequest replacing(String name, String value) {
    return without(name).with(name, value);
  }

  SentRequest inReverse() {
    List<Map.Entry<String, String>> reversed = new ArrayList<>(headers);
    Collections.reverse(reversed);
    return new SentRequest(method, path, query, reversed, body);
  }

  List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  String value(String name) {
    return values(name).stream().findFirst().orElse(null);
  }

  /** What a filter sees; any method that is not expected to be called fails. */
  HttpServletRequest received() {
    Stream stream = new Stream(new ByteArrayInputStream(body.getBytes(UTF_8)));
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SentRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getRequestURI" -> path;
                  case "getQueryString" -> query;
                  case "getHeader" -> value((String) arguments[0]);
                  case "getHeaders" -> Collections.enumeration(values((String) arguments[0]));
                  case "getInputStream" -> stream;
                  case "getCharacterEncoding" -> null;
                  case "setAttribute" -> null;
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }

  BodyBuffer buffered() {
    try {
      return BodyBuffer.of(received());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A container's stream, which can be read once. */
  static final class Stream extends ServletInputStream {
    private final InputStream bytes;

    Stream(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
