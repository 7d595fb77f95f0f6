package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RefusalIT {
  @Test
  void wrongProofsAreAnsweredAlikeWhateverIsWrong() throws Exception {
    Map<String, Supplier<HttpRequest.Builder>> causes = WrongProofs.all();
    assertThat(causes).hasSizeGreaterThan(20);
    Set<String> answers = new TreeSet<>();

    causes.forEach((cause, request) -> answers.add(refusal(cause, request)));

    assertThat(answers).as("one answer to all").hasSize(1);
  }

  /** All that a caller sees of a refusal but its time and the request's id. */
  private static String refusal(String cause, Supplier<HttpRequest.Builder> request) {
    Reply reply = Client.nobody().send(request.get());
    assertThat(reply.status()).as(cause).isEqualTo(401);
    Map<String, List<String>> headers = new LinkedHashMap<>(reply.response().headers().map());
    headers.keySet().removeAll(Set.of("date", "request-id"));
    return headers + reply.body().replaceAll("urn:kassa:request:[^\"]+", "");
  }
}
