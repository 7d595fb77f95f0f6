/** The official clients of both providers against the sandbox, over HTTP. */
package io.kassa.sandbox;
