/** What a refund is. */
package io.kassa.refund.entity;
