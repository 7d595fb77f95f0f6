package io.kassa.merchant.entity;

/** A suspended merchant's credentials and payment keys prove nothing. */
public enum MerchantStatus {
  ACTIVE,
  SUSPENDED
}
