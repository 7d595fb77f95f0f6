package io.kassa.client;

import static io.kassa.client.LoopbackServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.client.model.Confirmation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example in the Javadoc compiles for Java 11 and runs. */
class JavadocExamplesTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "kassa", "client");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* }</pre>", Pattern.DOTALL);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** What the examples take for granted; the compiled examples read it. */
  private static final String PREAMBLE =
      """
      import io.kassa.client.*;
      import io.kassa.client.failure.*;
      import io.kassa.client.model.*;
      import io.kassa.client.verification.*;
      import java.net.URI;
      import java.time.Duration;
      import java.util.Optional;

      public class Examples {
        public static URI apiBase;
        public static MerchantClient merchant;
        public static PhoneClient phone;
        public static Confirmation confirmation;
        public static String credentialId = "kc_1";
        public static String secret = "s";
        public static String paymentId = "%s";
        public static String paymentKey = "%s";
        public static String refundId = "%s";
        public static String accountId = "%s";
        public static String webhookSecret = "%s";
        public static String webhookId = "m-1";
        public static String webhookTimestamp;
        public static String webhookSignature;
        public static byte[] rawBody;
      """
          .formatted(
              Samples.PAYMENT_ID,
              Samples.PAYMENT_KEY,
              Samples.REFUND_ID,
              Samples.ACCOUNT_ID,
              SECRET);

  @TempDir private Path directory;

  @Test
  void everyCallHasAnExampleThatCompilesAndRuns() throws Exception {
    List<String> examples = examples();
    long calls =
        Stream.of(MerchantClient.class, PhoneClient.class)
            .flatMap(face -> Arrays.stream(face.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> !method.getName().equals("toString"))
            .count();
    assertThat(examples.size()).isGreaterThanOrEqualTo((int) calls);

    compile(examples);

    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (LoopbackServer server = server();
        URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      Class<?> compiled = loader.loadClass("Examples");
      prepare(compiled, server);
      for (int i = 0; i < examples.size(); i++) {
        Method example = compiled.getMethod("example" + i);
        example.invoke(null);
      }
    } finally {
      System.setOut(standard);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("K7-2026", "payment.succeeded of " + Samples.PAYMENT_ID, "8 bytes");
  }

  private static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        EXAMPLE
            .matcher(Files.readString(file))
            .results()
            .map(MatchResult.class::cast)
            .map(found -> found.group(1).replaceAll("(?m)^ *\\* ?", ""))
            .forEach(examples::add);
      }
    }
    return examples;
  }

  private void compile(List<String> examples) throws IOException {
    StringBuilder source = new StringBuilder(PREAMBLE);
    for (int i = 0; i < examples.size(); i++) {
      source.append(
          "public static void example%d() throws Exception {\n%s\n}\n"
              .formatted(i, examples.get(i)));
    }
    Path file = Files.writeString(directory.resolve("Examples.java"), source + "}\n");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "--release",
                "11",
                "-proc:none",
                "-cp",
                Path.of("target", "classes").toString(),
                "-d",
                directory.toString(),
                file.toString());
    assertThat(result).as(errors.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static void prepare(Class<?> examples, LoopbackServer server) throws Exception {
    examples.getField("apiBase").set(null, server.apiBase());
    examples
        .getField("merchant")
        .set(null, MerchantClient.of(server.apiBase(), MerchantCredential.basic("kc_1", "s")));
    examples
        .getField("phone")
        .set(null, PhoneClient.of(server.apiBase(), Samples.PAYMENT_ID, Samples.PAYMENT_KEY));
    examples.getField("confirmation").set(null, Confirmation.parse(confirmation));
    String time = Long.toString(System.currentTimeMillis() / 1_000);
    String body =
        "{\"type\":\"payment.succeeded\",\"data\":{\"paymentId\":\"" + Samples.PAYMENT_ID + "\"}}";
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
    byte[] signature = mac.doFinal(("m-1." + time + "." + body).getBytes(StandardCharsets.UTF_8));
    examples.getField("webhookTimestamp").set(null, time);
    examples
        .getField("webhookSignature")
        .set(null, "v1," + Base64.getEncoder().encodeToString(signature));
    examples.getField("rawBody").set(null, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String confirmation;

  private static LoopbackServer server() throws Exception {
    Samples samples = new Samples();
    confirmation = samples.confirmation();
    String payment = "/payments/" + Samples.PAYMENT_ID;
    String event = "{\"id\":\"e-1\",\"type\":\"payment.succeeded\"}";
    return new LoopbackServer()
        .on("POST /payments", json(201, Samples.created()))
        .on("GET /payments", json(200, "{\"items\":[" + Samples.paid() + "]}"))
        .on("GET " + payment, json(200, Samples.paid()))
        .on("POST " + payment + "/confirmation", json(200, samples.confirmation()))
        .on("GET " + payment + "/confirmation", json(200, samples.confirmation()))
        .on("POST " + payment + "/cancellation", json(200, Samples.payment()))
        .on("GET " + payment + "/invoice", invoice())
        .on("POST " + payment + "/refunds", json(201, Samples.REFUND))
        .on("GET " + payment + "/refunds", json(200, "{\"items\":[" + Samples.REFUND + "]}"))
        .on("GET /refunds/" + Samples.REFUND_ID, json(200, Samples.REFUND))
        .on("GET /events", json(200, "{\"items\":[" + event + "]}"))
        .on("POST /accounts", json(201, Samples.ACCOUNT))
        .on("GET /accounts/" + Samples.ACCOUNT_ID, json(200, Samples.ACCOUNT))
        .on("POST /accounts/" + Samples.ACCOUNT_ID + "/deposits", json(201, "{}"))
        .on("GET /keys", json(200, samples.keys()));
  }

  private static LoopbackServer.Answer invoice() {
    return exchange -> {
      if (exchange.getRequestHeaders().getFirst("Accept").equals("application/pdf")) {
        LoopbackServer.send(exchange, 200, "application/pdf", "%PDF-1.7");
      } else {
        LoopbackServer.send(
            exchange, 200, "application/json", "{\"status\":\"ISSUED\",\"number\":\"INV-1\"}");
      }
    };
  }
}
