package io.kassa.channel.alipay;

import java.util.regex.Pattern;

/** What came of a call. */
sealed interface Answer {

  /**
   * The provider's own words: the signature holds, and they are about the matter, not about haste
   * or a fault of theirs.
   */
  record Believed(Fields fields) implements Answer {
    private static final String SUCCESS = "10000";
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    boolean isSuccess() {
      return fields.is("code", SUCCESS);
    }

    /** Whether the provider knows no such order. */
    boolean saysNoTrade() {
      return fields.is("sub_code", "ACQ.TRADE_NOT_EXIST");
    }

    /** The provider's code for a refusal. */
    String code() {
      return code(fields);
    }

    static String code(Fields fields) {
      String code = fields.textOrNull("sub_code");
      String plain = code == null ? fields.textOrNull("code") : code;
      return plain != null && CODE.matcher(plain).matches() ? plain : "without-a-code";
    }
  }

  /**
   * Nothing that says anything.
   *
   * @param reason kebab-case or the provider's code
   */
  record Nothing(String reason) implements Answer {}
}
