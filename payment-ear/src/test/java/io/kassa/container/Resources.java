package io.kassa.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The application's own persistence unit and the server's own resources, for the tests. */
@Dependent
class Resources {
  @Produces
  @PersistenceContext(unitName = "kassa")
  EntityManager entities;

  @Produces
  @Resource(lookup = "jms/kassaConnectionFactory")
  ConnectionFactory connections;

  /** A queue that nothing listens to. */
  @Produces
  @Resource(lookup = "jms/kassaDeadLetters")
  Queue queue;
}
