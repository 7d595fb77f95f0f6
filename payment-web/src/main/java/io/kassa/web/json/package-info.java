/**
 * Request bodies. JSON-B would take {@code "100"} for a number, the last of two equal names, text
 * after the body and names that nobody knows; each of those is a typing error of somebody who moves
 * money. So one small reader over JSON-P's streaming parser turns a body into a record and refuses
 * what is not exactly right, naming the place.
 *
 * <p>A body is judged in two stages: first its form (encoding, syntax, names, types), then, when
 * the form is right, the constraints of Bean Validation on the record. An explicit {@code null} is
 * refused for every field: what is not meant is left out.
 */
package io.kassa.web.json;
