/** What operators and their tools look at: public keys, dead letters, health, metrics. */
package io.kassa.web.operations;
