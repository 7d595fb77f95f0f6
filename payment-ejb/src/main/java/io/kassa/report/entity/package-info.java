/** What a report is made of. */
package io.kassa.report.entity;
