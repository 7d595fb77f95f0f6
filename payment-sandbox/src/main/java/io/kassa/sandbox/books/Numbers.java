package io.kassa.sandbox.books;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers as the providers give them: they look like theirs, and none comes twice. */
public final class Numbers {

  /** Both providers' days and times are China's. */
  public static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RADIX = 36;

  private final Clock clock;
  private final AtomicLong next;

  public Numbers(Clock clock) {
    this.clock = clock;
    this.next = new AtomicLong(clock.millis() % 1_000_000_000 * 1_000);
  }

  /** 28 digits. */
  String transactionId(Provider provider) {
    return switch (provider) {
      case WECHAT_PAY -> "420000" + day() + counter(14);
      case ALIPAY -> day() + "22001" + counter(15);
    };
  }

  /** 29 digits. */
  String refundId() {
    return "5030" + day() + counter(17);
  }

  /** What names a WeChat Pay order to the payer's app. */
  public String prepayId() {
    return "wx" + SECOND.format(now()) + random(18, RADIX) + "0000";
  }

  /** The QR code of a WeChat Pay order. */
  public String codeUrl() {
    return "weixin://wxpay/bizpayurl?pr=" + random(9, LETTERS.length()) + "zz";
  }

  /** The QR code of an Alipay order. */
  public String qrCode() {
    return "https://qr.alipay.com/bax0" + random(17, RADIX);
  }

  /** Random letters and digits. */
  public static String nonce(int length) {
    return random(length, LETTERS.length());
  }

  private static String random(int length, int letters) {
    StringBuilder text = new StringBuilder(length);
    RANDOM.ints(length, 0, letters).forEach(at -> text.append(LETTERS.charAt(at)));
    return letters == RADIX ? text.toString().toLowerCase(java.util.Locale.ROOT) : text.toString();
  }

  private String counter(int digits) {
    return ("%0" + digits + "d").formatted(next.getAndIncrement());
  }

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), CHINA);
  }

  private String day() {
    return DAY.format(now());
  }
}
