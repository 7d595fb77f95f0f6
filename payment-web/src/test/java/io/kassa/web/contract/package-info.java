/**
 * The published contract against the code, both ways: routes, bodies, answers and examples. What is
 * in one and not in the other fails. Nothing here needs a server.
 */
package io.kassa.web.contract;
