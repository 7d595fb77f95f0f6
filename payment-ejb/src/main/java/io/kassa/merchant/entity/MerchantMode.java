package io.kassa.merchant.entity;

/** Whether a merchant moves real money. Fixed at birth. */
public enum MerchantMode {
  LIVE,
  TEST
}
