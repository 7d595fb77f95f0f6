package io.kassa.notification.boundary;

import io.kassa.notification.entity.Attempt;
import io.kassa.notification.entity.Delivery;
import java.util.List;

/** A delivery and its attempts, oldest first. */
public record DeliveryView(Delivery delivery, List<Attempt> attempts) {}
