package io.kassa.web.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.access.SignatureKey;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that a client of other people's making signed; src/test/interop tells how. */
class InteropTest {
  private static final Map<String, SignatureKey> KEYS =
      Map.of(
          "kc_secret", new SignatureKey.Hmac(RfcKeys.SECRET),
          "kc_pair", new SignatureKey.Ed25519Key(RfcKeys.PUBLIC));
  private static final JsonObject FILE = file();

  private final Signatures signatures =
      new Signatures(
          URI.create("https://pay.example/payment"),
          Clock.fixed(
              Instant.parse("2027-01-15T08:00:00Z"), // 1 800 000 000
              ZoneOffset.UTC));

  static List<Vector> vectors() {
    return FILE.getJsonArray("requests").getValuesAs(JsonObject.class).stream()
        .map(Vector::of)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void requestOfAnotherClientIsAccepted(Vector vector) {
    assertThat(judged(vector.request(), KEYS.get(vector.keyId()))).isEqualTo(Verdict.ACCEPTED);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void changedRequestOfAnotherClientIsRefused(Vector vector) {
    SentRequest request = vector.request();
    SignatureKey key = KEYS.get(vector.keyId());

    assertThat(judged(request.target(request.path() + "?status=FAILED"), key))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(request.body(request.body() + " "), key))
        .isIn(Verdict.DIGEST_DIFFERS, Verdict.DIGEST_NOT_COVERED);
  }

  @Test
  void bothAlgorithmsAreThere() {
    assertThat(vectors()).extracting(Vector::algorithm).contains("hmac-sha256", "ed25519");
    assertThat(vectors()).hasSizeGreaterThanOrEqualTo(20);
  }

  private Verdict judged(SentRequest request, SignatureKey key) {
    Signed signed = signatures.parse(request.received()).orElseThrow();
    return signatures.verify(signed, request.buffered(), Optional.of(key));
  }

  private static JsonObject file() {
    try (InputStream bytes = InteropTest.class.getResourceAsStream("interop.json");
        JsonReader reader = Json.createReader(bytes)) {
      return reader.readObject();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** One signed request. */
  record Vector(String name, String algorithm, SentRequest request) {
    static Vector of(JsonObject json) {
      SentRequest request =
          SentRequest.of(
              json.getString("method"), json.getString("target"), json.getString("body"));
      for (JsonArray line : json.getJsonArray("headers").getValuesAs(JsonArray.class)) {
        request = request.with(line.getString(0), line.getString(1));
      }
      return new Vector(json.getString("name"), json.getString("algorithm"), request);
    }

    String keyId() {
      return algorithm.equals("ed25519") ? "kc_pair" : "kc_secret";
    }

    @Override
    public String toString() {
      return algorithm + ": " + name;
    }
  }
}
