package io.kassa.channel.test;

/** How the channel behaves, by the last two digits of the amount in minor units. */
enum Conduct {
  /** Takes the money at once, after the delay. */
  APPROVES,
  /** Refuses at once, after the delay. */
  DECLINES,
  /** Answers nothing; the money was taken. */
  TIMES_OUT_PAID,
  /** Answers nothing; the order never arrived. */
  TIMES_OUT_LOST,
  /** Waits for a payer, who pays after the delay. */
  PAID_LATER,
  /** Waits for a payer who never comes. */
  NEVER_PAID,
  /** Waits for a payer; nobody hears of it when it is asked, until the order is closed. */
  SILENT;

  private static final int DIGITS = 100;
  private static final int DECLINE = 90;
  private static final int TIMEOUT_PAID = 91;
  private static final int TIMEOUT_LOST = 92;
  private static final int LATER = 93;
  private static final int NEVER = 94;
  private static final int MUTE = 95;

  /** Every amount has one. */
  static Conduct of(long amountMinor) {
    return switch ((int) (amountMinor % DIGITS)) {
      case DECLINE -> DECLINES;
      case TIMEOUT_PAID -> TIMES_OUT_PAID;
      case TIMEOUT_LOST -> TIMES_OUT_LOST;
      case LATER -> PAID_LATER;
      case NEVER -> NEVER_PAID;
      case MUTE -> SILENT;
      default -> APPROVES;
    };
  }
}
