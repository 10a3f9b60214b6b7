/**
 * The transmitter of the OpenID Shared Signals Framework 1.0: event streams of receivers, which are clients of {@code oauth}; the mapping of
 * facts to the events of CAEP 1.0 and RISC 1.0; and the delivery of security event tokens by push (RFC 8935) and poll (RFC 8936).
 */
@NullMarked
package dev.albireo.webhooks.ssf;

import org.jspecify.annotations.NullMarked;
