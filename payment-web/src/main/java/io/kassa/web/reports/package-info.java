/** Reports for analysis as answered: JSON, a table, or a Parquet file. */
package io.kassa.web.reports;
