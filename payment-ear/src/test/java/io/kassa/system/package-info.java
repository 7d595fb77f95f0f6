/**
 * System tests: HTTP to the deployed EAR on a real server with a real database and queue. The
 * driver classes speak as merchant, phone and operator, so that a test reads as its scenario.
 */
package io.kassa.system;
