package io.kassa.limit;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Makes this node look every five seconds whether an administrator changed a limit. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RateLimitWatch {
  @Inject private RateLimits limits;

  @Schedule(second = "*/5", minute = "*", hour = "*", persistent = false)
  void everyFiveSeconds() {
    limits.reread();
  }
}
