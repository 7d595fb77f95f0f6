package io.kassa.web.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.access.SignatureKey;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9421's own examples: what it prints is what we make, to the byte. */
class RfcExamplesTest {
  private static final PublicOrigin ORIGIN = PublicOrigin.of(URI.create("https://example.com"));

  /** Appendix B.2, {@code test-request}. */
  private static final SentRequest REQUEST =
      SentRequest.of("POST", "/foo?param=Value&Pet=dog", "{\"hello\": \"world\"}")
          .with("Host", "example.com")
          .with("Date", "Tue, 20 Apr 2021 02:07:55 GMT")
          .with("Content-Type", "application/json")
          .with(
              "Content-Digest",
              "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwE"
                  + "mTHWXvJwew==:")
          .with("Content-Length", "18");

  private static final SentRequest SIGNED_BY_SECRET =
      REQUEST
          .with(
              "Signature-Input",
              "sig-b25=(\"date\" \"@authority\" \"content-type\")"
                  + ";created=1618884473;keyid=\"test-shared-secret\"")
          .with("Signature", "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:");

  private static final SentRequest SIGNED_BY_ED25519 =
      REQUEST
          .with(
              "Signature-Input",
              "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
                  + " \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"")
          .with(
              "Signature",
              "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lI"
                  + "p5WPpBKRCw==:");

  /** Appendix B.2.5. */
  @Test
  void hmacExampleHasItsBaseAndVerifies() {
    Signed signed = new SignatureHeaders().read(SIGNED_BY_SECRET.received());

    byte[] base = base(REQUEST, signed.components(), signed.parameters());

    assertThat(new String(base, US_ASCII))
        .isEqualTo(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@authority": example.com
            "content-type": application/json
            "@signature-params": ("date" "@authority" "content-type");created=1618884473\
            ;keyid="test-shared-secret\"""");
    assertThat(signed.keyId()).isEqualTo("test-shared-secret");
    assertThat(signed.created()).isEqualTo(1_618_884_473L);
    SignatureKey key = new SignatureKey.Hmac(RfcKeys.SECRET);
    assertThat(key.verifies(base, signed.signature())).isTrue();
    base[0] ^= 1;
    assertThat(key.verifies(base, signed.signature())).isFalse();
  }

  /** Appendix B.2.6. */
  @Test
  void ed25519ExampleHasItsBaseAndVerifies() {
    Signed signed = new SignatureHeaders().read(SIGNED_BY_ED25519.received());

    byte[] base = base(REQUEST, signed.components(), signed.parameters());

    assertThat(new String(base, US_ASCII))
        .isEqualTo(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@method": POST
            "@path": /foo
            "@authority": example.com
            "content-type": application/json
            "content-length": 18
            "@signature-params": ("date" "@method" "@path" "@authority" "content-type" \
            "content-length");created=1618884473;keyid="test-key-ed25519\"""");
    SignatureKey key = new SignatureKey.Ed25519Key(RfcKeys.PUBLIC);
    assertThat(key.verifies(base, signed.signature())).isTrue();
    base[0] ^= 1;
    assertThat(key.verifies(base, signed.signature())).isFalse();
  }

  /** Appendix B.2's digest is of its body; it is SHA-512. */
  @Test
  void digestOfTheExampleIsOfItsBody() {
    assertThat(ContentDigest.judge(REQUEST.received(), REQUEST.buffered().bytes()))
        .isEqualTo(Verdict.ACCEPTED);
  }

  /** Section 2.1: lines are trimmed and joined, and what is inside of them stays. */
  @Test
  void fieldsAreCombinedAsInSection21() {
    SentRequest request =
        SentRequest.of("GET", "/", "")
            .with("X-OWS-Header", "  Leading and trailing whitespace.   ")
            .with("Cache-Control", "max-age=60")
            .with("X-Empty-Header", "")
            .with("Cache-Control", "   must-revalidate")
            .with("Example-Dict", "  a=1,    b=2;x=1;y=2,   c=(a   b   c)");
    List<String> components =
        List.of("cache-control", "example-dict", "x-empty-header", "x-ows-header");

    assertThat(new String(base(request, components, "()"), US_ASCII))
        .isEqualTo(
            """
            "cache-control": max-age=60, must-revalidate
            "example-dict": a=1,    b=2;x=1;y=2,   c=(a   b   c)
            "x-empty-header":\s
            "x-ows-header": Leading and trailing whitespace.
            "@signature-params": ()""");
  }

  /** Sections 2.2.1, 2.2.2, 2.2.3, 2.2.6 and 2.2.7. */
  @Test
  void derivedComponentsAreThoseOfSection22() {
    SentRequest request = SentRequest.of("POST", "/path?param=value&foo=bar&baz=bat%2Dman", "");

    assertThat(values(request))
        .containsExactly(
            "POST",
            "https://example.com/path?param=value&foo=bar&baz=bat%2Dman",
            "example.com",
            "/path",
            "?param=value&foo=bar&baz=bat%2Dman");
    assertThat(values(request.target("/path?queryString"))).endsWith("/path", "?queryString");
    assertThat(values(request.target("/path")))
        .containsExactly("POST", "https://example.com/path", "example.com", "/path", "?");
  }

  /** An empty query is sent with its question mark, and an empty path is a slash. */
  @Test
  void emptyQueryAndEmptyPathAreNormalized() {
    assertThat(values(SentRequest.of("GET", "/path?", "")))
        .containsExactly("GET", "https://example.com/path?", "example.com", "/path", "?");
    assertThat(values(SentRequest.of("GET", "", "")))
        .containsExactly("GET", "https://example.com/", "example.com", "/", "?");
  }

  private static List<String> values(SentRequest request) {
    List<String> components = List.of("@method", "@target-uri", "@authority", "@path", "@query");
    return new String(base(request, components, "()"), US_ASCII)
        .lines()
        .limit(components.size())
        .map(line -> line.substring(line.indexOf(": ") + 2))
        .toList();
  }

  private static byte[] base(SentRequest request, List<String> components, String parameters) {
    return new SignatureBase(request.received(), ORIGIN).bytes(components, parameters);
  }
}
