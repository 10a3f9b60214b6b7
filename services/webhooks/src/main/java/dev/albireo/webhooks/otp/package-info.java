/**
 * Delivers codes to users by webhook: stores them until they are delivered or expired, sends them signed, repeats failed attempts and
 * publishes the results.
 */
@NullMarked
package dev.albireo.webhooks.otp;

import org.jspecify.annotations.NullMarked;
