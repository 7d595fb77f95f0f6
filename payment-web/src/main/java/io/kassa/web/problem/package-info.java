/**
 * Refusals and failures as the caller sees them: RFC 9457 problems, the one place where an {@code
 * ErrorCode} gets an HTTP status. Whatever is thrown ends here. A refusal says what was wrong; a
 * failure of ours says only that it happened and is logged once with the request id. No stack
 * trace, class name or word of the server leaves the house.
 */
package io.kassa.web.problem;
