package io.kassa.settlement.control;

import io.kassa.settlement.entity.Movements;

/** The lines of a statement, each as much as it raises the merchant's position. */
enum StatementLine {
  GROSS("Payments", "收款"),
  REFUNDS("Refunds", "退款"),
  FEES("Fees", "手续费"),
  FUNDING("Stored value given to customers", "客户储值"),
  PAID_OUT("Paid out", "已付款"),
  OTHER("Other", "其他");

  private final String english;
  private final String chinese;

  StatementLine(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  String english() {
    return english;
  }

  String chinese() {
    return chinese;
  }

  /** Positive in the merchant's favour, minor units. */
  long of(Movements moved) {
    return switch (this) {
      case GROSS -> moved.grossMinor();
      case REFUNDS -> -moved.refundsMinor();
      case FEES -> -moved.feesMinor();
      case FUNDING -> -moved.fundingMinor();
      case PAID_OUT -> -moved.paidOutMinor();
      case OTHER -> moved.otherMinor();
    };
  }
}
