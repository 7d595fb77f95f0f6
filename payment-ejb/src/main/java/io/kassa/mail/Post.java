package io.kassa.mail;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Hands letters to the mail server that the server's mail session names. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Post {
  private static final Logger LOG = Logger.getLogger(Post.class.getName());

  /** Of one step, where the session says nothing else; Jakarta Mail would wait for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Resource(name = "mail/kassa")
  private Session session;

  @PostConstruct
  void boundWaiting() {
    for (String protocol : List.of("smtp", "smtps")) {
      for (String step : List.of("connectiontimeout", "timeout", "writetimeout")) {
        String limit = "mail.%s.%s".formatted(protocol, step);
        if (session.getProperty(limit) == null) {
          session.getProperties().setProperty(limit, Long.toString(PATIENCE.toMillis()));
        }
      }
    }
  }

  /** Sends a letter and waits until the mail server has taken or refused it. */
  public PostResult send(Letter letter) {
    try {
      MimeMessage message = letter.message(session);
      Address[] to = message.getAllRecipients();
      Transport transport = session.getTransport(to[0]);
      try {
        transport.connect();
        transport.sendMessage(message, to);
      } finally {
        close(transport);
      }
      return PostResult.sent();
    } catch (MessagingException failure) {
      return PostResult.of(failure);
    }
  }

  /** The letter was taken or refused before: a farewell that fails must not send it again. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException farewell) {
      LOG.log(Level.FINE, "the mail server went without a word: {0}", farewell.getClass());
    }
  }
}
