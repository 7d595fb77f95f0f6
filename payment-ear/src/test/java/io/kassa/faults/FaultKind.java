package io.kassa.faults;

/** What is done to the nodes, their database and their brokers. */
enum FaultKind {
  /** {@code kill -9} of a node with its broker; it is started again at once. */
  NODE_KILLED(true, "kill -9 of a node and its broker"),
  /** {@code kill -9} of PostgreSQL's processes; it is started again at once. */
  DATABASE_KILLED(true, "kill -9 of the database"),
  /** The same as a killed node, and its broker's store of messages is gone. */
  BROKER_LOST(true, "kill -9 of a node, its broker's messages deleted"),
  /** SIGSTOP of a node, then SIGCONT. */
  NODE_HUNG(false, "a node hangs (SIGSTOP)"),
  /** SIGSTOP of PostgreSQL's processes, then SIGCONT. */
  DATABASE_HUNG(false, "the database hangs (SIGSTOP)"),
  /** The database ends a share of the nodes' connections. */
  CONNECTIONS_CUT(false, "connections to the database are cut"),
  /** Clients drop their connection after they sent a request, and ask again. */
  REPLIES_LOST(false, "replies are lost"),
  /** Messages are taken out of a queue and thrown away. */
  MESSAGES_LOST(false, "messages are lost"),
  /** Messages are taken out of a queue and put back twice. */
  MESSAGES_DOUBLED(false, "messages are doubled"),
  /** Messages are taken out of a queue and put back later. */
  MESSAGES_LATE(false, "messages are late and out of order"),
  /** The second node's clock jumps. */
  CLOCK_SHIFTED(false, "a node's clock jumps");

  private final boolean kill;
  private final String words;

  FaultKind(boolean kill, String words) {
    this.kill = kill;
    this.words = words;
  }

  /** Whether it ends a process. */
  boolean isKill() {
    return kill;
  }

  /** Whether payments may have to wait for its end; the others touch single requests or notices. */
  boolean stopsPayments() {
    return switch (this) {
      case NODE_KILLED, DATABASE_KILLED, BROKER_LOST, NODE_HUNG, DATABASE_HUNG, CONNECTIONS_CUT ->
          true;
      case REPLIES_LOST, MESSAGES_LOST, MESSAGES_DOUBLED, MESSAGES_LATE, CLOCK_SHIFTED -> false;
    };
  }

  /** As a table names it. */
  String words() {
    return words;
  }
}
