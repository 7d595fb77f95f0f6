package io.kassa.merchant.boundary;

import io.kassa.merchant.entity.Invoicing;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.merchant.entity.MerchantMode;
import io.kassa.merchant.entity.Seller;
import java.util.Set;

/**
 * A merchant to create.
 *
 * @param name 1 to 200 characters
 * @param mode live or test, for life
 * @param invoicing null means ALWAYS
 * @param returnOrigins such as {@code https://shop.example}; null means none
 * @param lateSuccess null means ACCEPT
 * @param seller null means that the name alone is printed
 * @param signedOnly whether its secrets prove nothing, only signatures; null means no
 */
public record NewMerchant(
    String name,
    MerchantMode mode,
    Invoicing invoicing,
    Set<String> returnOrigins,
    LateSuccess lateSuccess,
    Seller seller,
    Boolean signedOnly) {}
