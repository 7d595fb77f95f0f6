/**
 * Tests that run inside the server, in a copy of the EAR beside the running application: what HTTP
 * does not show. They prove which connection and transaction a statement runs in, how values pass
 * through JPA, who may call a bean, and where libraries come from ({@code
 * docs/adr/0014-in-container-tests.md}). What a caller of the API can see is tested in {@code
 * io.kassa.system}.
 */
package io.kassa.container;
