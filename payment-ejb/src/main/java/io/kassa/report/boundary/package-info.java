/** Answers reports to those who may see them. */
package io.kassa.report.boundary;
