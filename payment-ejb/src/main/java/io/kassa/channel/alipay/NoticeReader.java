package io.kassa.channel.alipay;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.NoticeReading;
import io.kassa.channel.NoticeReading.Irrelevant;
import io.kassa.channel.NoticeReading.OfPayment;
import io.kassa.channel.NoticeReading.OfRefund;
import io.kassa.channel.NoticeReading.Refused;
import io.kassa.channel.NoticeRequest;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.alipay.SignatureCheck.Verdict;
import java.time.Clock;
import java.util.Map;

/** Reads notices: the signature first, then whose it is, then what it tells. */
final class NoticeReader {
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_TYPE = 64;
  private static final String TRADE = "trade_status_sync";

  private final SignatureCheck check;
  private final CertificateDownload certificates;
  private final Clock clock;

  NoticeReader(CertificateDownload certificates, Clock clock) {
    this.check = new SignatureCheck(clock);
    this.certificates = certificates;
    this.clock = clock;
  }

  /** Never waits: a certificate that is not held is fetched beside, and the notice comes again. */
  NoticeReading read(Account account, NoticeRequest request) {
    try {
      Map<String, String> parameters = NoticeForm.parse(request.body());
      Fields fields = Fields.of(parameters);
      Verdict verdict = look(account, parameters, fields);
      return verdict == Verdict.BELIEVED
          ? believed(account, fields)
          : new Refused(verdict.reason());
    } catch (MalformedAnswerException malformed) {
      return new Refused("malformed-notice");
    }
  }

  private Verdict look(Account account, Map<String, String> parameters, Fields fields) {
    if (!fields.isOrLacks(SignedText.SIGN_TYPE, Rsa.NAME)) {
      return Verdict.SIGNATURE_WRONG;
    }
    String number = fields.textOrNull("alipay_cert_sn");
    Verdict verdict =
        check.look(
            account.keys(),
            SignedText.ofNotice(parameters),
            fields.textOrNull(SignedText.SIGN),
            number);
    if (verdict == Verdict.CERTIFICATE_UNKNOWN && account.keys().couldGet(number)) {
      certificates.fetchBeside(account, number);
    }
    return verdict;
  }

  private NoticeReading believed(Account account, Fields notice) {
    String id = notice.identifier("notify_id", LONGEST_ID);
    String type = notice.identifier("notify_type", LONGEST_TYPE);
    if (!type.equals(TRADE)) {
      return new Irrelevant(id, type);
    }
    String mismatch = mismatch(account, notice);
    return tellsOfRefund(notice) ? refund(id, notice, mismatch) : payment(id, notice, mismatch);
  }

  /** What of the notice is another merchant's; null if nothing is. */
  private static String mismatch(Account account, Fields notice) {
    if (!notice.is("app_id", account.appId())) {
      return "appid-mismatch";
    }
    return notice.is("seller_id", account.sellerId()) ? null : "seller-mismatch";
  }

  private NoticeReading payment(String id, Fields notice, String mismatch) {
    String paidAt =
        notice.has("gmt_payment") ? notice.text("gmt_payment") : notice.textOrNull("notify_time");
    ChannelOutcome outcome =
        mismatch == null
            ? OrderOutcomes.ofTrade(notice, paidAt, clock.instant())
            : new ChannelOutcome.Unknown(mismatch);
    return new OfPayment(id, notice.number(OrderOutcomes.NUMBER), outcome);
  }

  /** A refund leaves the trade's state, and the payment's facts, as they were. */
  private static boolean tellsOfRefund(Fields notice) {
    return notice.has("gmt_refund")
        || (notice.has("refund_fee") && Yuan.fen(notice.text("refund_fee")) > 0);
  }

  /**
   * It tells the sum of all refunds of the order and not what this one gave back, so it is a reason
   * to ask and no more.
   */
  private static NoticeReading refund(String id, Fields notice, String mismatch) {
    if (!notice.has("out_biz_no")) {
      return new Irrelevant(id, "refund");
    }
    return new OfRefund(
        id,
        notice.number("out_biz_no"),
        mismatch == null ? new RefundOutcome.Pending() : new RefundOutcome.Unknown(mismatch));
  }
}
