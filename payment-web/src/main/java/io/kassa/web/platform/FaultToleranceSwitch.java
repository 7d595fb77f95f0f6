package io.kassa.web.platform;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * Switches MicroProfile Fault Tolerance on for the application: Payara 6 looks for its annotations
 * in a WAR alone. Without this class those of the channels, in the EJB module, do nothing and say
 * nothing ({@code WeChatPayIT} finds out).
 */
@ApplicationScoped
class FaultToleranceSwitch {
  /** Called by nobody. */
  @Bulkhead
  void on() {}
}
