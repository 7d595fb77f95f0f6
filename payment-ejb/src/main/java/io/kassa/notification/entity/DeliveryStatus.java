package io.kassa.notification.entity;

/** How it stands with a delivery. */
public enum DeliveryStatus {
  /** Sent once it is due, until it is taken. */
  PENDING,
  /** The endpoint answered 2xx. */
  DELIVERED,
  /** Given up; sent again only when somebody asks for it. */
  PARKED
}
