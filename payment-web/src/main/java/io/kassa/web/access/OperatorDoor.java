package io.kassa.web.access;

import io.kassa.access.Caller;
import io.kassa.access.IpAddress;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.lockout.LockoutRecord;
import io.kassa.lockout.Lockouts;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Proves operators by the server's realm. Who fails too often is locked out for a while and told
 * the same as before, after the same work; an operator who comes by another port than the one that
 * is set for operators gets the answer of a wrong proof, without the realm being asked.
 */
@ApplicationScoped
public class OperatorDoor {
  private static final Logger LOG = Logger.getLogger(OperatorDoor.class.getName());
  private static final int ANY_PORT = 0;

  @Inject
  @ConfigProperty(name = "kassa.operator.port", defaultValue = "0")
  private int port;

  @Inject
  @ConfigProperty(name = "kassa.operator.lockout.failures", defaultValue = "10")
  private int failures;

  @Inject
  @ConfigProperty(name = "kassa.operator.lockout.minutes", defaultValue = "30")
  private int minutes;

  @Inject private ClientAddress clients;
  @EJB private LockoutRecord record;

  private Lockouts lockouts;

  @PostConstruct
  void prepare() {
    lockouts = new Lockouts(failures, Duration.ofMinutes(minutes), System::nanoTime);
  }

  /**
   * The operator of this name and password; empty if either is wrong, for a while after too many
   * failures, and on another port than the operators' own.
   *
   * @throws PaymentException FORBIDDEN for a user of the realm without a role in Kassa
   */
  public Optional<Caller> prove(HttpServletRequest request, String name, String password) {
    if (!opens(port, request.getLocalPort())) {
      return Optional.empty();
    }
    IpAddress client = clients.of(request);
    boolean locked = lockouts.locked(name, client);
    if (!login(request, name, password)) {
      if (lockouts.failed(name, client)) {
        tell(name, client);
      }
      return Optional.empty();
    }
    if (locked) {
      logout(request);
      return Optional.empty();
    }
    lockouts.succeeded(name, client);
    boolean acts = request.isUserInRole("payment-operator");
    if (!acts && !request.isUserInRole("payment-auditor")) {
      throw PaymentException.of(ErrorCode.FORBIDDEN, "This user has no role in Kassa.");
    }
    return Optional.of(new Caller.Operator(name, acts));
  }

  /** Whether operators may come in by the port of a request. */
  static boolean opens(int operatorPort, int localPort) {
    return operatorPort == ANY_PORT || operatorPort == localPort;
  }

  private static boolean login(HttpServletRequest request, String name, String password) {
    try {
      request.login(name, password);
      return true;
    } catch (ServletException refused) {
      return false;
    }
  }

  private static void logout(HttpServletRequest request) {
    try {
      request.logout();
    } catch (ServletException failure) {
      throw new IllegalStateException("a locked operator stays logged in", failure);
    }
  }

  /** The lock holds whether or not it could be recorded. */
  private void tell(String name, IpAddress client) {
    try {
      record.locked(name, client);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "a lock-out is missing in the audit log", failure);
    }
  }
}
