package io.kassa.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.mail.PostResult.Kind;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PostResultTest {
  private static final String REPLY = "550 5.1.1 <li@x.example> is nobody";

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            refusal("Invalid Addresses", false), Kind.NO_SUCH_ADDRESS, "SendFailedException"),
        Arguments.of(refusal(REPLY, false), Kind.NO_SUCH_ADDRESS, "SendFailedException 550"),
        Arguments.of(new AddressException("li@"), Kind.NO_SUCH_ADDRESS, "AddressException"),
        Arguments.of(refusal(REPLY, true), Kind.REFUSED, "SendFailedException 550"),
        Arguments.of(refusal("552 too big\r\n", true), Kind.REFUSED, "SendFailedException 552"),
        Arguments.of(refusal("451 later", true), Kind.NOT_YET, "SendFailedException 451"),
        Arguments.of(refusal("5", true), Kind.NOT_YET, "SendFailedException"),
        Arguments.of(refusal("5500", true), Kind.NOT_YET, "SendFailedException"),
        Arguments.of(refusal(null, true), Kind.NOT_YET, "SendFailedException"),
        Arguments.of(
            new AuthenticationFailedException("535 no"),
            Kind.NOT_YET,
            "AuthenticationFailedException 535"),
        Arguments.of(new MessagingException("no route"), Kind.NOT_YET, "MessagingException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureSaysWhetherToTryAgain(MessagingException failure, Kind kind, String reason) {
    assertThat(PostResult.of(failure)).isEqualTo(new PostResult(kind, reason));
  }

  @Test
  void reasonLeavesOutWhatTheServerWrote() {
    assertThat(List.of(PostResult.of(refusal(REPLY, true)), PostResult.of(refusal(REPLY, false))))
        .noneMatch(result -> result.toString().contains("x.example"));
  }

  private static SendFailedException refusal(String text, boolean validAddress) {
    Address[] whom = {address()};
    Address[] nobody = {};
    return new SendFailedException(
        text, null, nobody, validAddress ? whom : nobody, validAddress ? nobody : whom);
  }

  private static Address address() {
    try {
      return new InternetAddress("li@x.example");
    } catch (AddressException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
