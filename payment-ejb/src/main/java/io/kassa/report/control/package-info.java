/** Counts events and reads the counts. */
package io.kassa.report.control;
