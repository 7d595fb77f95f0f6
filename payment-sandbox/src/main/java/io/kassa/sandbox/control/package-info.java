/**
 * Behind the scenes: the books for comparing, the switches for tests, and new merchants. No
 * provider has anything like it.
 */
package io.kassa.sandbox.control;
