/** Events, and how they reach merchants and phones. */
package io.kassa.web.events;
