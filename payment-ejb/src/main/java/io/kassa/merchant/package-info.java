/**
 * Merchants and their credentials. A merchant is live or test from birth. A credential's secret is
 * 256 random bits, shown once; only its hash is stored, and a plain SHA-256 is enough for a value
 * that nobody can guess.
 */
package io.kassa.merchant;
