package io.kassa.mail;

import io.kassa.outbox.Consumers;
import io.kassa.outbox.Courier;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Claim, read, send, note: short transactions, and none while the mail server is spoken to. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Mailing {
  private static final Logger LOG = Logger.getLogger(Mailing.class.getName());

  /** Longer than a whole conversation with a mail server takes, each step at its limit. */
  private static final Duration CLAIM = Duration.ofMinutes(5);

  /** With pauses that double up to an hour these are about three days. */
  private static final int MOST_TRIES = 80;

  @EJB private MailBook book;
  @EJB private Post post;
  @EJB private Outbox outbox;
  @EJB private Courier courier;

  /** Sends the letter that a notice asks for, unless that was done or is being done. */
  public void send(Notice notice) {
    if (!outbox.claim(notice.eventId(), Consumers.MAIL, CLAIM)) {
      return;
    }
    Optional<Letter> letter = book.letter(notice);
    if (letter.isEmpty()) {
      book.close(notice);
      return;
    }
    PostResult result = post.send(letter.get());
    switch (result.kind()) {
      case SENT -> book.close(notice);
      case NO_SUCH_ADDRESS -> book.giveUp(notice, result.reason());
      case REFUSED -> later(notice, result.reason(), 1);
      case NOT_YET -> later(notice, result.reason(), MOST_TRIES);
    }
  }

  private void later(Notice notice, String reason, int mostTries) {
    LOG.log(
        Level.WARNING, "document {0} is not mailed: {1}", new Object[] {notice.objectId(), reason});
    if (outbox.tryLater(notice.eventId(), Consumers.MAIL, reason, mostTries)) {
      LOG.severe("dead: no mail of document " + notice.objectId() + ": " + reason);
      courier.bury(Consumers.MAIL, notice, reason);
    }
  }
}
