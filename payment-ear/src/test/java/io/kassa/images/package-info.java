/**
 * The files of {@code docker/}, read as their engines would read them: syntax, and that everything
 * they name exists. No engine runs here.
 */
package io.kassa.images;
