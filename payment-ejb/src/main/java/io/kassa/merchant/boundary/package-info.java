/** What operators do with merchants, and how a caller proves who it is. */
package io.kassa.merchant.boundary;
