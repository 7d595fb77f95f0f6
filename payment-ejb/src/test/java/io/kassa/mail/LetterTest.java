package io.kassa.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.invoice.entity.Credited;
import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.InvoiceFacts.Line;
import io.kassa.invoice.entity.InvoiceFacts.Seller;
import io.kassa.invoice.entity.InvoiceFacts.Tax;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {
  private static final UUID DOCUMENT = new UUID(1, 2);
  private static final Instant NOW = Instant.parse("2026-11-23T09:14:07Z");
  private static final byte[] PDF = {'%', 'P', 'D', 'F', 0, (byte) 0xff, '\r', '\n'};

  private final Session session = Session.getInstance(properties());

  @Test
  void letterNamesTheInvoiceInBothLanguagesAndCarriesItsFile() throws Exception {
    MimeMessage letter = sent(facts("Teahouse 茶馆 Ltd", false, false), "li@x.example");

    assertThat(letter.getSubject())
        .isEqualTo("Payment invoice 收款凭证 INV-2026-000001 · Teahouse 茶馆 Ltd");
    assertThat(letter.getFrom()[0]).hasToString("invoices@kassa.example");
    assertThat(letter.getHeader("To")).containsExactly("li@x.example");
    MimeMultipart parts = (MimeMultipart) letter.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContent().toString())
        .contains("Attached is payment invoice INV-2026-000001 of Teahouse 茶馆 Ltd")
        .contains("附件为Teahouse 茶馆 Ltd就您的订单 SO-1 开具的收款凭证")
        .contains("CNY 1,234.56");
    BodyPart file = parts.getBodyPart(1);
    assertThat(file.getFileName()).isEqualTo("INV-2026-000001.pdf");
    assertThat(file.getContentType()).startsWith("application/pdf");
    assertThat(file.getInputStream().readAllBytes()).isEqualTo(PDF);
  }

  @Test
  void creditNoteAndTestSayWhatTheyAre() throws Exception {
    MimeMessage letter = sent(facts("Teahouse", true, true), "li@x.example");

    assertThat(letter.getSubject())
        .isEqualTo("[TEST 测试] Credit note 退款凭证 INV-2026-000001 · Teahouse");
    assertThat(((MimeMultipart) letter.getContent()).getBodyPart(0).getContent().toString())
        .contains("Attached is credit note")
        .contains("退款金额：CNY 1,234.56");
  }

  @Test
  void copiesOfALetterHaveOneMessageIdAndNoAnswerIsSentByMachines() throws Exception {
    InvoiceFacts facts = facts("Teahouse", false, false);

    MimeMessage letter = sent(facts, "li@x.example");

    assertThat(letter.getMessageID())
        .isEqualTo("<INV-2026-000001.%s@kassa.example>".formatted(DOCUMENT))
        .isEqualTo(sent(facts, "li@x.example").getMessageID());
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n", "\r", "\u0085", "\u2028"})
  void nameWithALineEndMakesNoHeader(String lineEnd) throws Exception {
    InvoiceFacts facts = facts("Tea" + lineEnd + "Bcc: spy@x.example", false, false);

    MimeMessage letter = sent(facts, "li@x.example");

    assertThat(letter.getHeader("To")).containsExactly("li@x.example");
    assertThat(letter.getHeader("Bcc")).isNull();
    assertThat(letter.getSubject()).endsWith(" · Tea Bcc: spy@x.example");
  }

  @Test
  void domainOfAnyLettersIsWrittenAsDnsKnowsIt() throws Exception {
    assertThat(sent(facts("Tea", false, false), "li@茶馆.example").getHeader("To"))
        .containsExactly("li@xn--cl1ay07b.example");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {"nobody", "@x.example", "李@x.example", "li lei@x.example", "li@x..example", "li@"})
  void addressThatNoServerTakesIsRefusedBeforeItIsTried(String address) {
    assertThatThrownBy(() -> sent(facts("Tea", false, false), address))
        .isInstanceOf(AddressException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kassa", "kassa@"})
  void sessionWithoutASenderIsNoFaultOfTheBuyersAddress(String sender) {
    session.getProperties().setProperty("mail.from", sender);

    assertThatThrownBy(() -> sent(facts("Tea", false, false), "li@x.example"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mail.from");
  }

  @Test
  void printedLetterTellsNothingOfTheBuyer() {
    assertThat(new Letter(DOCUMENT, facts("Tea", false, false), "li@x.example", PDF))
        .hasToString("Letter[" + DOCUMENT + "]");
  }

  /** The message as its receiver reads it. */
  private MimeMessage sent(InvoiceFacts facts, String address)
      throws MessagingException, IOException {
    Message written = new Letter(DOCUMENT, facts, address, PDF).message(session);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    written.writeTo(wire);
    assertThat(wire.toString(StandardCharsets.UTF_8)).as("7 bit only").matches("[\\x00-\\x7f]*");
    return new MimeMessage(session, new ByteArrayInputStream(wire.toByteArray()));
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("mail.from", "invoices@kassa.example");
    return properties;
  }

  private static InvoiceFacts facts(String seller, boolean credit, boolean test) {
    long net = 123_456;
    BigDecimal rate = BigDecimal.ZERO;
    return new InvoiceFacts(
        2,
        "INV-2026-000001",
        NOW,
        new Seller(seller, null, null, null, null),
        null,
        "SO-1",
        new UUID(3, 4),
        null,
        "CNY",
        2,
        List.of(new Line("Tea", 1, net, rate, 0, null, net, 0, net)),
        List.of(new Tax(rate, net, 0)),
        true,
        net,
        0,
        net,
        "TEST",
        "KC-1",
        NOW,
        "https://pay.example/payment",
        test,
        credit ? new Credited(new UUID(5, 6), NOW, "INV-2026-000001", NOW, false) : null);
  }
}
