/** Settings that are seen while the node runs, without a restart. */
package io.kassa.setting;
