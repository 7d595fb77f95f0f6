package io.kassa.channel.wechatpay;

import io.kassa.storage.Bytes;
import java.util.regex.Pattern;

/** What came of a call. */
sealed interface Answer {

  /**
   * The provider's own words: the signature holds, and they are about the matter, not about haste
   * (429), our signature (401) or a fault of theirs (5xx).
   *
   * @param status 2xx or 4xx
   * @param body may be empty
   */
  record Believed(int status, Bytes body) implements Answer {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final int SUCCESS = 200;
    private static final int REFUSAL = 300;

    boolean isSuccess() {
      return status >= SUCCESS && status < REFUSAL;
    }

    /**
     * The body.
     *
     * @throws MalformedAnswerException if it is no JSON object
     */
    JsonAnswer json() {
      return JsonAnswer.parse(body);
    }

    /** The provider's code for a refusal, or else the status. */
    String code() {
      try {
        String code = json().textOrNull("code");
        return code != null && CODE.matcher(code).matches() ? code : "http-" + status;
      } catch (MalformedAnswerException withoutCode) {
        return "http-" + status;
      }
    }
  }

  /**
   * Nothing that says anything.
   *
   * @param reason kebab-case
   */
  record Nothing(String reason) implements Answer {}
}
