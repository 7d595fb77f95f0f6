package io.kassa.lockout;

import io.kassa.access.Caller;
import io.kassa.access.IpAddress;
import io.kassa.audit.AuditLog;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Tells the audit log of a lock, in a transaction of its own: the call itself is refused. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LockoutRecord {
  private static final int LONGEST_NAME = 100;

  @EJB private AuditLog audit;

  /**
   * Records that a pair was locked out.
   *
   * @param name as it was tried; nobody proved it, and it may be nobody's
   * @param client from where
   */
  public void locked(String name, IpAddress client) {
    String printable = name.replaceAll("\\P{Print}", "?");
    String tried = printable.substring(0, Math.min(printable.length(), LONGEST_NAME));
    audit.record(new Caller.Operator(tried, false), "operator.locked", null, client.text());
  }
}
