/** What a node remembers of merchants and credentials, for three seconds. */
package io.kassa.merchant.control;
