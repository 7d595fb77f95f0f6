package io.kassa.sandbox.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The table of faults. Its number is added to {@value #BY_HAND} for a payer who waits to be asked,
 * and to {@value #BY_ITSELF} for one who pays (or declines) by himself, and that sum is what the
 * last two digits of the amount say.
 */
public enum Fault {
  NONE(0, Stage.NOWHERE, "all is well"),
  SLOW(1, Stage.ANSWER, "the answer is right and comes late"),
  TIMEOUT_AFTER_BOOKING(2, Stage.ANSWER, "the call takes effect; no answer ever comes"),
  GARBAGE(3, Stage.ANSWER, "the call takes effect; the answer is 200 with a page of HTML"),
  WRONG_SIGNATURE(4, Stage.ANSWER, "the call takes effect; a stranger signed the answer"),
  SIGN_TEST(5, Stage.ANSWER, "the call takes effect; the signature is WeChat Pay's probe"),
  SERVER_ERROR(6, Stage.ANSWER, "nothing happens; the answer is the provider's system error"),
  CONNECTION_RESET(7, Stage.ANSWER, "nothing happens; the connection breaks"),
  DECLINE(8, Stage.ANSWER, "the provider refuses the order, or the refund fails; every time"),
  DUPLICATE_CALLBACK(9, Stage.CALLBACK, "each callback comes twice at the same time"),
  LATE_CALLBACK(10, Stage.CALLBACK, "the callback comes long after the payment"),
  WRONG_AMOUNT_CALLBACK(11, Stage.CALLBACK, "the first callback is signed and says one more"),
  WRONG_SIGNATURE_CALLBACK(12, Stage.CALLBACK, "a stranger signed the first callback"),
  SIGN_TEST_CALLBACK(13, Stage.CALLBACK, "the first callback is WeChat Pay's probe"),
  EARLY_CALLBACK(14, Stage.ANSWER, "paid at once, the callback comes before the answer"),
  NO_CALLBACK(15, Stage.CALLBACK, "no callback ever comes"),
  SERVER_ERROR_AFTER_BOOKING(16, Stage.ANSWER, "the call takes effect; the answer is an error"),
  RESET_AFTER_BOOKING(17, Stage.ANSWER, "the call takes effect; the connection breaks"),
  PAYER_DECLINES(18, Stage.PAYER, "the payer who acts by himself says no");

  /** Where a fault strikes. */
  private enum Stage {
    NOWHERE,
    ANSWER,
    CALLBACK,
    PAYER
  }

  /** Added to a fault's number: the payer waits to be asked. */
  public static final int BY_HAND = 40;

  /** Added to a fault's number: the payer acts by himself. */
  public static final int BY_ITSELF = 60;

  private static final int WIDTH = BY_ITSELF - BY_HAND;
  private static final int DIGITS = 100;

  private final int number;
  private final Stage stage;
  private final String meaning;

  Fault(int number, Stage stage, String meaning) {
    this.number = number;
    this.stage = stage;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /** What happens, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** Strikes the answer to a call rather than a callback. */
  boolean strikesAnswers() {
    return stage == Stage.ANSWER;
  }

  /** What the last two digits of an amount say; empty for an ordinary order. */
  static Optional<Script> scripted(long amountMinor) {
    int digits = (int) (amountMinor % DIGITS);
    if (digits < BY_HAND || digits >= BY_ITSELF + WIDTH) {
      return Optional.empty();
    }
    boolean byItself = digits >= BY_ITSELF;
    int number = digits - (byItself ? BY_ITSELF : BY_HAND);
    return Arrays.stream(values())
        .filter(fault -> fault.number == number)
        .findFirst()
        .map(fault -> new Script(fault, byItself));
  }

  /** The faults of one call that a caller gets over by asking again. */
  static List<Fault> ofAnyCall() {
    return List.of(
        SLOW,
        TIMEOUT_AFTER_BOOKING,
        GARBAGE,
        WRONG_SIGNATURE,
        SIGN_TEST,
        SERVER_ERROR,
        CONNECTION_RESET,
        SERVER_ERROR_AFTER_BOOKING,
        RESET_AFTER_BOOKING);
  }

  /** What may befall an order or a refund when faults are drawn. */
  static List<Fault> ofOrders() {
    return Arrays.stream(values())
        .filter(fault -> fault != NONE && fault != DECLINE && fault != PAYER_DECLINES)
        .toList();
  }
}
