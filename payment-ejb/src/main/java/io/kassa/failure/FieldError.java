package io.kassa.failure;

/**
 * One thing wrong with one field.
 *
 * @param field the JSON path from the body's root, as in {@code lines[0].quantity}; {@code $} for
 *     the body itself; the plain name of a query parameter or header; never null
 * @param detail a sentence for a developer, without the value that was sent; never null
 */
public record FieldError(String field, String detail) {}
