package io.kassa.trace;

import io.kassa.node.NodeId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Logger;

/**
 * Lets log lines name what they belong to while the application runs: Kassa's own, and those of the
 * parts of a server that speak while they work for a request. A record passes the handlers of its
 * own logger before those of the root, which write it.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Correlation {
  private static final List<String> SPEAKING =
      List.of("io.kassa", "jakarta.enterprise", "org.eclipse.persistence", "org.glassfish.jersey");

  @Inject private NodeId node;

  private LogFields fields;

  /** Held, since nobody else has to: a logger that is forgotten forgets its handlers. */
  private List<Logger> loggers;

  @PostConstruct
  void attach() {
    fields = new LogFields(node.id().toString());
    loggers = SPEAKING.stream().map(Logger::getLogger).toList();
    loggers.forEach(logger -> logger.addHandler(fields));
  }

  @PreDestroy
  void detach() {
    loggers.forEach(logger -> logger.removeHandler(fields));
  }
}
