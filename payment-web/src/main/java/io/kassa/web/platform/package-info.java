/**
 * What every call has in common, whichever resource answers it: the request id, the headers of an
 * API answer, the spelling of parameters, the shape of answers. It refuses query parameters that
 * the called method does not know, values that would have to be guessed and cursors of another
 * list. It knows no component and no caller.
 */
package io.kassa.web.platform;
