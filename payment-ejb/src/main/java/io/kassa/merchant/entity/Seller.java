package io.kassa.merchant.entity;

/**
 * Who sells, as printed on an invoice.
 *
 * @param legalName 1 to 200 characters; null if the merchant gave none: its name is printed
 * @param taxId null if none
 * @param address lines separated by a line feed; null if none
 * @param country ISO 3166-1 alpha-2; null if the merchant told none
 * @param electronicAddress where electronic invoices reach it: a scheme of ISO 6523 and an id, as
 *     {@code 9914:ATU12345678}; null if none
 */
public record Seller(
    String legalName, String taxId, String address, String country, String electronicAddress) {}
