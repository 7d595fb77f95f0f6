/** What operators do with settlements, and what merchants read of their own. */
package io.kassa.settlement.boundary;
