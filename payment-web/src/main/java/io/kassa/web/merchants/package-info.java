/** What operators do with merchants and credentials over HTTP. */
package io.kassa.web.merchants;
