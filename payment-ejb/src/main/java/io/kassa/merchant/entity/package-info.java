/** Merchants and credentials as stored. */
package io.kassa.merchant.entity;
