/**
 * The checkout page in a real Chromium, steered through the DevTools protocol with what a JDK
 * brings. Where no Chromium is found these tests are skipped and say so; {@code
 * -Dkassa.browser=required} makes that a failure.
 */
package io.kassa.browser;
