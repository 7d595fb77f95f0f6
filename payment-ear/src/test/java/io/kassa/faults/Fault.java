package io.kassa.faults;

/**
 * One fault as it was drawn.
 *
 * @param number 1 for the first
 * @param node which of the two nodes, 0 or 1, where the kind concerns one
 * @param pauseMillis how long the load goes on undisturbed before it
 * @param millis how long it lasts, where the kind has a length
 * @param size how many messages, replies or hundredths of the connections
 * @param seconds by how much a clock jumps
 */
record Fault(
    int number, FaultKind kind, int node, long pauseMillis, long millis, int size, int seconds) {}
