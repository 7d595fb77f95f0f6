package io.kassa.merchant.entity;

/**
 * Who sells, as printed on an invoice.
 *
 * @param legalName 1 to 200 characters; null if the merchant gave none: its name is printed
 * @param taxId null if none
 * @param address lines separated by a line feed; null if none
 */
public record Seller(String legalName, String taxId, String address) {}
