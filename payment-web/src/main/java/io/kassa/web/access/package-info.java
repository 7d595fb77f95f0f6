/**
 * The door: who calls, proven once per request, and what browsers may do. Behind it every resource
 * finds a {@link io.kassa.access.Caller}; nothing else here decides about permissions.
 */
package io.kassa.web.access;
