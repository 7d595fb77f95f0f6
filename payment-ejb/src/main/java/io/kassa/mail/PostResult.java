package io.kassa.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of a letter.
 *
 * @param reason the class of what went wrong and the server's reply code, and nothing of its text,
 *     which may name the buyer
 */
public record PostResult(Kind kind, String reason) {
  /** What a mail server may answer. */
  public enum Kind {
    /** The server took the letter. */
    SENT,
    /** There is no such address. */
    NO_SUCH_ADDRESS,
    /** The server refuses the letter or its sender, whoever it is for; RFC 5321's 5yz. */
    REFUSED,
    /** Nobody answered, or with 4yz: later it may be another matter. */
    NOT_YET
  }

  private static final Pattern REPLY = Pattern.compile("^([245][0-9]{2})\\b.*", Pattern.DOTALL);

  static PostResult sent() {
    return new PostResult(Kind.SENT, "");
  }

  /** Jakarta Mail gives the reply code only as the beginning of an exception's text. */
  static PostResult of(MessagingException failure) {
    Matcher reply = REPLY.matcher(failure.getMessage() == null ? "" : failure.getMessage());
    String code = reply.matches() ? reply.group(1) : "";
    String reason = (failure.getClass().getSimpleName() + " " + code).strip();
    if (failure instanceof AddressException) {
      return new PostResult(Kind.NO_SUCH_ADDRESS, reason);
    }
    if (failure instanceof SendFailedException refusal) {
      if (any(refusal.getInvalidAddresses())) {
        return new PostResult(Kind.NO_SUCH_ADDRESS, reason);
      }
      if (code.startsWith("5")) {
        return new PostResult(Kind.REFUSED, reason);
      }
    }
    return new PostResult(Kind.NOT_YET, reason);
  }

  private static boolean any(Address[] addresses) {
    return addresses != null && addresses.length > 0;
  }
}
