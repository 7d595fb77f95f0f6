package io.kassa.mail;

import io.kassa.invoice.control.AmountFormat;
import io.kassa.invoice.entity.InvoiceFacts;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What a buyer is sent: a document's PDF, and a few words about it in English and Chinese. */
public final class Letter {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final UUID documentId;
  private final InvoiceFacts facts;
  private final String address;
  private final byte[] pdf;

  /**
   * A letter that is not written yet.
   *
   * @param address as the buyer gave it
   */
  Letter(UUID documentId, InvoiceFacts facts, String address, byte[] pdf) {
    this.documentId = documentId;
    this.facts = facts;
    this.address = address;
    this.pdf = pdf.clone();
  }

  /**
   * The message, complete; from the session's own address ({@code mail.from}).
   *
   * @throws AddressException if no letter can be sent to the buyer's address
   * @throws IllegalStateException if the session has no address of its own
   */
  MimeMessage message(Session session) throws MessagingException {
    InternetAddress from = sender(session.getProperty("mail.from"));
    MimeMessage message = new Numbered(session, messageId(from));
    message.setFrom(from);
    message.setRecipient(Message.RecipientType.TO, recipient(address));
    message.setSubject(subject(), UTF_8);
    // so that no out-of-office notice comes back (RFC 3834 section 5)
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeBodyPart words = new MimeBodyPart();
    words.setText(text(), UTF_8);
    MimeBodyPart file = new MimeBodyPart();
    file.setDataHandler(new DataHandler(new ByteArrayDataSource(pdf, "application/pdf")));
    file.setFileName(facts.number() + ".pdf");
    message.setContent(new MimeMultipart(words, file));
    message.saveChanges();
    return message;
  }

  private static InternetAddress sender(String address) {
    try {
      return new InternetAddress(address == null ? "" : address, true);
    } catch (AddressException wrong) {
      throw new IllegalStateException("the mail session's mail.from is no address", wrong);
    }
  }

  /** The same for every copy of the letter; the number alone is unique per merchant only. */
  private String messageId(InternetAddress from) {
    String sender = from.getAddress();
    return "<%s.%s@%s>"
        .formatted(facts.number(), documentId, sender.substring(sender.lastIndexOf('@') + 1));
  }

  /** A domain may have any letters, what stands before it only those of RFC 5321. */
  private static InternetAddress recipient(String address) throws AddressException {
    int at = address.lastIndexOf('@');
    if (at < 1 || !address.substring(0, at).matches("[!-~]+")) {
      throw new AddressException("not a mailbox of RFC 5321");
    }
    String domain;
    try {
      domain = IDN.toASCII(address.substring(at + 1));
    } catch (IllegalArgumentException noDomain) {
      AddressException refused = new AddressException("not a domain");
      refused.setNextException(noDomain);
      throw refused;
    }
    return new InternetAddress(address.substring(0, at + 1) + domain, true);
  }

  private String subject() {
    return (facts.test() ? "[TEST 测试] " : "")
        + (isCreditNote() ? "Credit note 退款凭证 " : "Payment invoice 收款凭证 ")
        + facts.number()
        + " · "
        + onOneLine(facts.seller().legalName());
  }

  private String text() {
    String amount =
        facts.currency() + " " + new AmountFormat(facts.currencyDecimals()).of(facts.totalMinor());
    String seller = onOneLine(facts.seller().legalName());
    String order = onOneLine(facts.orderId());
    String words =
        isCreditNote()
            ? """
            Attached is credit note %1$s of %2$s for your order %3$s.
            Refunded: %4$s

            附件为%2$s就您的订单 %3$s 开具的退款凭证 %1$s。
            退款金额：%4$s
            """
            : """
            Attached is payment invoice %1$s of %2$s for your order %3$s.
            Amount paid: %4$s

            附件为%2$s就您的订单 %3$s 开具的收款凭证 %1$s。
            实付金额：%4$s
            """;
    return (words
            + """

            This message was sent automatically because this address was given for the order.
            因下单时填写了此邮箱，系统自动发送本邮件。
            """)
        .formatted(facts.number(), seller, order, amount);
  }

  private boolean isCreditNote() {
    return facts.credited() != null;
  }

  /** A line's end in a header would begin another header. */
  private static String onOneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
  }

  /** Leaves the buyer out, whoever prints it. */
  @Override
  public String toString() {
    return "Letter[" + documentId + "]";
  }

  /** A message that goes by a name of ours and not by one that is new each time. */
  private static final class Numbered extends MimeMessage {
    private final String id;

    Numbered(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
