package io.kassa.container;

import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import java.util.concurrent.Callable;

/** Does work as somebody whom the server knows as an auditor. */
@Stateless
@RunAs("payment-auditor")
public class Auditing {
  public <T> T call(Callable<T> work) throws Exception {
    return work.call();
  }
}
