package io.kassa.sandbox.wechatpay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Authorization: WECHATPAY2-SHA256-RSA2048 mchid="…",…}. */
record Authorization(String mchid, String nonce, long timestamp, String serial, String signature) {

  private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048 ";
  private static final Pattern PART = Pattern.compile("([a-z_]+)=\"([^\"]*)\"(?:,\\s*|$)");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  /** Empty if it is of another form or a part is missing. */
  static Optional<Authorization> parse(String header) {
    if (!header.startsWith(SCHEME)) {
      return Optional.empty();
    }
    Map<String, String> parts = new HashMap<>();
    Matcher part = PART.matcher(header.substring(SCHEME.length()).strip());
    while (part.lookingAt()) {
      parts.put(part.group(1), part.group(2));
      part.region(part.end(), part.regionEnd());
    }
    boolean complete =
        part.regionStart() == part.regionEnd()
            && parts
                .keySet()
                .containsAll(List.of("mchid", "nonce_str", "timestamp", "serial_no", "signature"))
            && SECONDS.matcher(parts.get("timestamp")).matches();
    return complete
        ? Optional.of(
            new Authorization(
                parts.get("mchid"),
                parts.get("nonce_str"),
                Long.parseLong(parts.get("timestamp")),
                parts.get("serial_no"),
                parts.get("signature")))
        : Optional.empty();
  }
}
