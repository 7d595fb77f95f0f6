package io.kassa.web.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
  private static final Set<String> KNOWN = Set.of("status", "limit");

  static class Page {
    @QueryParam("limit")
    String limit;

    @QueryParam("cursor")
    String cursor;
  }

  interface Resource {
    void list(
        @PathParam("id") String id, @QueryParam("status") String status, @BeanParam Page page);
  }

  @Test
  void aMethodsParametersAndItsBeansFieldsAreKnown() throws NoSuchMethodException {
    assertThat(
            QueryParameters.names(
                Resource.class.getDeclaredMethod("list", String.class, String.class, Page.class)))
        .containsExactlyInAnyOrder("status", "limit", "cursor");
  }

  @Test
  void knownParametersPass() {
    assertThatCode(
            () ->
                QueryParameters.check(Map.of("status", List.of("x"), "limit", List.of("")), KNOWN))
        .doesNotThrowAnyException();
  }

  @Test
  void unknownRepeatedAndUnstorableOnesAreNamed() {
    Map<String, List<String>> sent = new TreeMap<>();
    sent.put("stauts", List.of("x"));
    sent.put("limit", List.of("1", "1"));
    sent.put("status", List.of("a\u0000"));
    sent.put("\n", List.of("x"));
    assertThat(refusal(sent))
        .containsExactly(
            new FieldError("?", "is not a query parameter of this call"),
            new FieldError("limit", "is there twice"),
            new FieldError("status", "contains the character NUL"),
            new FieldError("stauts", "is not a query parameter of this call"));
  }

  @Test
  void refusalsInOneAnswerAreBounded() {
    Map<String, List<String>> sent = new TreeMap<>();
    IntStream.range(0, 500).forEach(i -> sent.put("p" + i, List.of("x")));
    assertThat(refusal(sent)).hasSize(20);
  }

  private static List<FieldError> refusal(Map<String, List<String>> sent) {
    return catchThrowableOfType(PaymentException.class, () -> QueryParameters.check(sent, KNOWN))
        .errors();
  }
}
