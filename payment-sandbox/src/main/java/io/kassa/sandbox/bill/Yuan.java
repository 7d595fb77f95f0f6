package io.kassa.sandbox.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money as bills and Alipay write it. */
public final class Yuan {

  private static final int SCALE = 2;

  /** What the provider keeps of a payment, in thousandths. */
  private static final BigDecimal FEE = new BigDecimal("0.006");

  private Yuan() {}

  /** {@code 1} becomes {@code 0.01}. */
  public static String of(long minor) {
    return BigDecimal.valueOf(minor, SCALE).toPlainString();
  }

  /** The provider's fee of 0.60 %, in minor units, half up. */
  public static long fee(long minor) {
    return BigDecimal.valueOf(minor).multiply(FEE).setScale(0, RoundingMode.HALF_UP).longValue();
  }
}
