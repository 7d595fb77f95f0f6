package io.kassa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A merchant's server: writes down what providers tell it, and answers as it is told to. */
final class Shop extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Duration LIMIT = Duration.ofSeconds(8);

  /** One callback as it came in. */
  record Notice(Map<String, String> headers, String body) {

    String header(String name) {
      return headers.get(name);
    }
  }

  private final transient Map<String, List<Notice>> notices = new ConcurrentHashMap<>();
  private final transient Map<String, Integer> refusals = new ConcurrentHashMap<>();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String place = request.getPathInfo().substring(1);
    Map<String, String> headers = new TreeMap<>();
    Collections.list(request.getHeaderNames())
        .forEach(name -> headers.put(name, request.getHeader(name)));
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    at(place).add(new Notice(headers, body));
    if (refusals.merge(place, -1, Integer::sum) >= 0) {
      response.setStatus(500);
    } else {
      response.getWriter().write("success");
    }
  }

  /** Answers that many callbacks at this place with 500 before it takes one. */
  void refuse(String place, int times) {
    refusals.put(place, times);
  }

  private List<Notice> at(String place) {
    return notices.computeIfAbsent(place, key -> new CopyOnWriteArrayList<>());
  }

  /** What has come to this place so far. */
  List<Notice> notices(String place) {
    return List.copyOf(at(place));
  }

  /** Waits until so many callbacks came to this place. */
  List<Notice> expect(String place, int count) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(at(place)).hasSizeGreaterThanOrEqualTo(count));
    return notices(place);
  }
}
