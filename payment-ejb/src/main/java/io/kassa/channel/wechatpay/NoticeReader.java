package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeReading.Irrelevant;
import io.kassa.channel.NoticeReading.OfPayment;
import io.kassa.channel.NoticeReading.OfRefund;
import io.kassa.channel.NoticeReading.Refused;
import io.kassa.channel.NoticeRequest;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.wechatpay.MessageVerifier.Verdict;
import io.kassa.storage.Bytes;
import java.time.Clock;
import java.util.Optional;

/** Reads notices: the signature over the raw bytes, then the envelope, then what is inside. */
final class NoticeReader {
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_TYPE = 64;
  private static final String REFUND = "REFUND.";

  private final MessageVerifier verifier;
  private final Certificates certificates;

  NoticeReader(Certificates certificates, Clock clock) {
    this.certificates = certificates;
    this.verifier = new MessageVerifier(clock);
  }

  /** Never waits: a serial that is not known is fetched beside, and the notice comes again. */
  NoticeReading read(Account account, NoticeRequest request) {
    SignedMessage message = SignedMessage.of(request::header, request.body());
    Verdict verdict = verifier.look(message, account.platformKeys());
    if (verdict == Verdict.SERIAL_UNKNOWN && Certificates.couldHold(message.serial())) {
      certificates.fetchBeside(account);
    }
    if (verdict != Verdict.BELIEVED) {
      return new Refused(verdict.reason());
    }
    certificates.refresh(account);
    try {
      return opened(account, JsonAnswer.parse(request.body()));
    } catch (MalformedAnswerException malformed) {
      return new Refused("malformed-notice");
    }
  }

  private static NoticeReading opened(Account account, JsonAnswer envelope) {
    String id = envelope.identifier("id", LONGEST_ID);
    String type = envelope.identifier("event_type", LONGEST_TYPE);
    boolean ofRefund =
        type.equals("REFUND.SUCCESS")
            || type.equals("REFUND.ABNORMAL")
            || type.equals("REFUND.CLOSED");
    if (!ofRefund && !type.equals("TRANSACTION.SUCCESS")) {
      return new Irrelevant(id, type);
    }
    Optional<Bytes> content = account.aead().decrypt(envelope.object("resource"));
    if (content.isEmpty()) {
      return new Refused("not-decryptable");
    }
    JsonAnswer told = JsonAnswer.parse(content.get());
    return ofRefund ? refund(account, id, type, told) : payment(account, id, told);
  }

  private static NoticeReading payment(Account account, String id, JsonAnswer transaction) {
    String number = transaction.identifier("out_trade_no", OrderOutcomes.LONGEST_NUMBER);
    ChannelOutcome outcome = OrderOutcomes.ofTransaction(account, transaction);
    // the event's name says that it was paid
    boolean fits = outcome instanceof Paid || outcome instanceof Unknown;
    return new OfPayment(id, number, fits ? outcome : new Unknown("trade-state-mismatch"));
  }

  private static NoticeReading refund(Account account, String id, String type, JsonAnswer refund) {
    String number = refund.identifier("out_refund_no", OrderOutcomes.LONGEST_NUMBER);
    if (!account.mchid().equals(refund.text("mchid"))) {
      return new OfRefund(id, number, new RefundOutcome.Unknown("mchid-mismatch"));
    }
    String status = refund.text("refund_status");
    RefundOutcome outcome =
        type.equals(REFUND + status)
            ? RefundOutcomes.ofStatus(refund, status)
            : new RefundOutcome.Unknown("refund-status-mismatch");
    return new OfRefund(id, number, outcome);
  }
}
